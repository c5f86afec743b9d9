import type { CreateGuestLinkRequest, CreateGuestLinkResponse } from "@plenum/model";
import { Button, InlineMessage, Select, TextField } from "@plenum/ui";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { VALID_HOURS } from "./link-state.ts";

type Role = NonNullable<CreateGuestLinkRequest["role"]>;

const ROLES: readonly Role[] = ["guest", "presenter", "moderator"];
const HOUR = 60 * 60 * 1000;

/** Makes a guest link and shows its address, this once. */
export function NewGuestLink({
  roomId,
  onCreated,
}: {
  roomId: string;
  onCreated: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [label, setLabel] = useState("");
  const [hours, setHours] = useState(24);
  const [uses, setUses] = useState("10");
  const [role, setRole] = useState<Role>("guest");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [created, setCreated] = useState<CreateGuestLinkResponse>();
  const maxUses = Number(uses);
  const usesValid = Number.isInteger(maxUses) && maxUses >= 1 && maxUses <= 1000;

  const create = async (): Promise<void> => {
    if (busy || !usesValid) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const link = await api.createGuestLink(roomId, {
        label: label.trim(),
        expiresAt: new Date(Date.now() + hours * HOUR).toISOString(),
        maxUses,
        role,
      });
      setCreated(link);
      setLabel("");
      onCreated();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  if (created) return <CreatedLink link={created} onDone={() => setCreated(undefined)} />;
  return (
    <form
      className="pl-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <p className="pl-muted pl-small">{t("guests.text")}</p>
      <TextField
        label={t("guests.label")}
        description={t("guests.labelText")}
        value={label}
        maxLength={100}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <div className="pl-pair">
        <Select
          label={t("guests.valid")}
          value={hours}
          onChange={(event) => setHours(Number(event.currentTarget.value))}
        >
          {VALID_HOURS.map((value) => (
            <option key={value} value={value}>
              {value < 48
                ? t("guests.hours", { count: value })
                : t("guests.days", { count: value / 24 })}
            </option>
          ))}
        </Select>
        <TextField
          label={t("guests.maxUses")}
          type="number"
          inputMode="numeric"
          min={1}
          max={1000}
          value={uses}
          error={usesValid ? undefined : t("guests.maxUsesWrong")}
          onChange={(event) => setUses(event.currentTarget.value)}
        />
      </div>
      <Select
        label={t("guests.roleLabel")}
        value={role}
        onChange={(event) => {
          const chosen = ROLES.find((candidate) => candidate === event.currentTarget.value);
          if (chosen) setRole(chosen);
        }}
      >
        {ROLES.map((value) => (
          <option key={value} value={value}>
            {t(`guests.role.${value}`)}
          </option>
        ))}
      </Select>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
      <Button type="submit" variant="primary" busy={busy}>
        {t("guests.create")}
      </Button>
    </form>
  );
}

function CreatedLink({
  link,
  onDone,
}: {
  link: CreateGuestLinkResponse;
  onDone: () => void;
}): ReactNode {
  const { t } = useI18n();
  const [copied, setCopied] = useState(false);
  return (
    <div className="pl-form">
      <TextField
        label={t("guests.url")}
        description={t("guests.once")}
        readOnly
        value={link.url}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="pl-row">
        <Button
          variant="primary"
          icon={copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
          onClick={() => {
            void navigator.clipboard.writeText(link.url).then(() => setCopied(true));
          }}
        >
          {copied ? t("common.copied") : t("guests.copy")}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t("guests.another")}
        </Button>
      </div>
    </div>
  );
}
