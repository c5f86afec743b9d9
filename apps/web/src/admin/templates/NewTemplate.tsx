import {
  BUILT_IN_TEMPLATES,
  conferenceKindSchema,
  conferenceTemplateSchema,
  type ConferenceTemplate,
  type TemplateSettings,
} from "@plenum/model";
import { Select, TextField, useToast } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { ApiError } from "../../api/problem-error.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { FormDialog } from "../FormDialog.tsx";
import { useAct } from "../use-act.ts";
import { draftOf, idFrom, idTrouble, readDraft, type TemplateDraft } from "./draft.ts";
import { TemplateFields } from "./TemplateFields.tsx";

/** Makes a template of the agency's own, beginning with another one or as one of the kinds was delivered. */
export function NewTemplate({
  templates,
  onMade,
  onClose,
}: {
  /** All of them, those that were put away included. */
  templates: readonly ConferenceTemplate[];
  onMade: () => void;
  onClose: () => void;
}): ReactNode {
  const { t, language } = useI18n();
  const { api } = useWorkspace();
  const toast = useToast();
  const { running, problem, act } = useAct();
  const delivered = conferenceKindSchema.options.filter((kind) =>
    templates.some(({ id, version }) => id === kind && version > 0),
  );
  const [base, setBase] = useState<TemplateSettings>(BUILT_IN_TEMPLATES.meeting);
  const [from, setFrom] = useState("meeting");
  const [draft, setDraft] = useState<TemplateDraft>(() => nameless(findBase(from)));
  // Follows the name until somebody types another one.
  const [ownId, setOwnId] = useState<string>();
  const [taken, setTaken] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const id = ownId ?? idFrom(draft.name.de);
  const trouble = idTrouble(id, [...templates.map((template) => template.id), ...taken]);
  const { settings, wrong } = readDraft(base, draft);

  function findBase(name: string): TemplateSettings {
    const kind = delivered.find((one) => name === `${DELIVERED}${one}`);
    if (kind !== undefined) return BUILT_IN_TEMPLATES[kind];
    return templates.find((template) => template.id === name) ?? BUILT_IN_TEMPLATES.meeting;
  }
  const begin = (name: string): void => {
    const next = findBase(name);
    setFrom(name);
    setBase(next);
    // What was typed as a name is not of the other template.
    setDraft({ ...draftOf(next), name: draft.name, sentence: draft.sentence });
  };
  const make = async (): Promise<void> => {
    setTried(true);
    if (settings === undefined || trouble !== undefined) return;
    const made = await act("make", async () => {
      try {
        await api.authorised({
          method: "PUT",
          path: `/api/v1/templates/${id}`,
          body: { ...settings, version: 0 },
          answer: conferenceTemplateSchema,
        });
      } catch (error) {
        // Somebody else was faster.
        if (error instanceof ApiError && error.code === "conflict") setTaken([...taken, id]);
        throw error;
      }
    });
    if (!made) return;
    toast({ text: t("admin.templates.made", { name: draft.name[language] }) });
    onMade();
    onClose();
  };
  const conflict = problem instanceof ApiError && problem.code === "conflict";
  return (
    <FormDialog
      title={t("admin.templates.new")}
      verb={t("admin.templates.make")}
      busy={running !== undefined}
      problem={conflict ? undefined : problem}
      wide
      onClose={onClose}
      onSubmit={() => void make()}
    >
      <Select
        label={t("admin.templates.from")}
        description={t("admin.templates.fromHelp")}
        value={from}
        onChange={(event) => begin(event.currentTarget.value)}
      >
        {templates.map((template) => (
          <option key={template.id} value={template.id}>
            {template.name[language]}
          </option>
        ))}
        {delivered.map((kind) => (
          <option key={kind} value={`${DELIVERED}${kind}`}>
            {t("admin.templates.delivered", { name: BUILT_IN_TEMPLATES[kind].name[language] })}
          </option>
        ))}
      </Select>
      <TemplateFields draft={draft} wrong={tried ? wrong : NOTHING} onChange={setDraft}>
        <TextField
          label={t("admin.templates.id")}
          description={t("admin.templates.idHelp")}
          maxLength={40}
          value={id}
          onChange={(event) => setOwnId(event.currentTarget.value)}
          {...(trouble === "idTaken" || (tried && trouble !== undefined)
            ? { error: t(`admin.templates.${trouble}`) }
            : {})}
        />
      </TemplateFields>
    </FormDialog>
  );
}

/** Before a kind's name, for how it was delivered; no template's id can begin so. */
const DELIVERED = "delivered:";
const NOTHING: ReadonlySet<string> = new Set();

/** Everything but how it is called. */
function nameless(template: TemplateSettings): TemplateDraft {
  const empty = { de: "", en: "" };
  return { ...draftOf(template), name: empty, sentence: empty };
}
