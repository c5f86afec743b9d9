import { closingSchema, type TemplateSettings } from "@plenum/model";
import { Select, Switch, TextField } from "@plenum/ui";
import type { ReactNode } from "react";
import { useI18n } from "../../i18n/I18n.tsx";
import type { TemplateDraft } from "./draft.ts";

const LANGUAGES = ["de", "en"] as const;
const LOCKS = ["audio", "video", "desktop", "chat"] as const;
const CHOICES = ["encrypted", "lobby"] as const;
const POWERS = ["message", "invite", "pin", "present", "notifyAll"] as const;
const LEVELS = [0, 50, 100] as const;
const HISTORIES = ["joined", "invited", "shared"] as const;

/** What can be changed of a template. */
export function TemplateFields({
  draft,
  wrong,
  children,
  onChange,
}: {
  draft: TemplateDraft;
  /** Fields that cannot be saved so, as `readDraft` names them. */
  wrong: ReadonlySet<string>;
  /** Further fields, below the names. */
  children?: ReactNode;
  onChange: (draft: TemplateDraft) => void;
}): ReactNode {
  const { t } = useI18n();
  const set = (part: Partial<TemplateDraft>): void => onChange({ ...draft, ...part });
  const missing = (field: string): { error?: string } =>
    wrong.has(field) ? { error: t("admin.templates.missing") } : {};
  return (
    <>
      {LANGUAGES.map((language) => (
        <TextField
          key={language}
          label={t(`admin.templates.names.${language}`)}
          maxLength={60}
          value={draft.name[language]}
          onChange={(event) =>
            set({ name: { ...draft.name, [language]: event.currentTarget.value } })
          }
          {...missing(`name.${language}`)}
        />
      ))}
      {children}
      {LANGUAGES.map((language) => (
        <TextField
          key={language}
          label={t(`admin.templates.sentences.${language}`)}
          maxLength={200}
          value={draft.sentence[language]}
          onChange={(event) =>
            set({ sentence: { ...draft.sentence, [language]: event.currentTarget.value } })
          }
          {...missing(`sentence.${language}`)}
        />
      ))}
      <Switch
        label={t("admin.templates.encrypted")}
        checked={draft.encrypted}
        onChange={(encrypted) => set({ encrypted })}
      />
      <Switch
        label={t("admin.templates.lobby")}
        checked={draft.lobby}
        onChange={(lobby) => set({ lobby })}
      />
      <Group label={t("admin.templates.choices")}>
        {CHOICES.map((name) => (
          <Switch
            key={name}
            label={t(`admin.templates.choice.${name}`)}
            checked={draft.choices[name]}
            onChange={(on) => set({ choices: { ...draft.choices, [name]: on } })}
          />
        ))}
      </Group>
      <Group label={t("admin.templates.locks")}>
        {LOCKS.map((name) => (
          <Switch
            key={name}
            label={t(`admin.templates.lock.${name}`)}
            checked={draft.locks[name]}
            onChange={(on) => set({ locks: { ...draft.locks, [name]: on } })}
          />
        ))}
      </Group>
      <Powers power={draft.power} onChange={(power) => set({ power })} />
      <Select
        label={t("admin.templates.history")}
        value={draft.history}
        onChange={(event) => {
          const history = HISTORIES.find((name) => name === event.currentTarget.value);
          if (history !== undefined) set({ history });
        }}
      >
        {HISTORIES.map((name) => (
          <option key={name} value={name}>
            {t(`admin.templates.histories.${name}`)}
          </option>
        ))}
      </Select>
      <Days
        label={t("admin.templates.retention")}
        description={t("admin.templates.retentionHelp")}
        least={1}
        most={36_500}
        optional
        value={draft.retentionDays}
        onChange={(retentionDays) => set({ retentionDays })}
      />
      <Days
        label={t("admin.templates.lead")}
        description={t("admin.templates.leadHelp")}
        least={0}
        most={365}
        optional
        value={draft.leadDays}
        onChange={(leadDays) => set({ leadDays })}
      />
      <Select
        label={t("admin.templates.closing")}
        value={draft.closing}
        onChange={(event) => set({ closing: closingSchema.parse(event.currentTarget.value) })}
      >
        {closingSchema.options.map((name) => (
          <option key={name} value={name}>
            {t(`admin.templates.closings.${name}`)}
          </option>
        ))}
      </Select>
      <Days
        label={t("admin.templates.grace")}
        least={0}
        most={3650}
        value={draft.graceDays}
        onChange={(graceDays) => set({ graceDays })}
      />
    </>
  );
}

function Powers({
  power,
  onChange,
}: {
  power: TemplateSettings["power"];
  onChange: (power: TemplateSettings["power"]) => void;
}): ReactNode {
  const { t } = useI18n();
  return (
    <Group label={t("admin.templates.power")}>
      {POWERS.map((name) => (
        <Select
          key={name}
          label={t(`admin.templates.powers.${name}`)}
          value={power[name]}
          onChange={(event) => {
            const level = LEVELS.find((known) => String(known) === event.currentTarget.value);
            if (level !== undefined) onChange({ ...power, [name]: level });
          }}
        >
          {LEVELS.map((level) => (
            <option key={level} value={level}>
              {t(`admin.templates.levels.${level}`)}
            </option>
          ))}
        </Select>
      ))}
    </Group>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <fieldset className="pl-admin__group">
      <legend className="ui-field__label">{label}</legend>
      {children}
    </fieldset>
  );
}

function Days({
  label,
  description,
  least,
  most,
  optional = false,
  value,
  onChange,
}: {
  label: string;
  description?: string;
  least: number;
  most: number;
  optional?: boolean;
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  const text = value.trim();
  const days = Number(text);
  const { t } = useI18n();
  const fine = text === "" ? optional : /^\d{1,5}$/.test(text) && days >= least && days <= most;
  return (
    <TextField
      label={label}
      description={description}
      inputMode="numeric"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(fine ? {} : { error: t("admin.templates.days", { least, most }) })}
    />
  );
}
