import type { GuestLink } from "@plenum/model";
import { Button, InlineMessage, Switch, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { changeGuestLink } from "./guest-api.ts";
import { usesOf, VALID_HOURS } from "./link-state.ts";
import { ValidFor } from "./ValidFor.tsx";

const HOUR = 60 * 60 * 1000;

/** Extends a link from now on, or changes how many may come and whether they wait. */
export function ChangeGuestLink({
  link,
  onChanged,
}: {
  link: GuestLink;
  onChanged: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [hours, setHours] = useState<number>(VALID_HOURS[2]);
  const [uses, setUses] = useState(String(link.maxUses));
  const [lobby, setLobby] = useState(link.lobby);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const maxUses = usesOf(uses);

  const change = async (): Promise<void> => {
    if (busy || maxUses === undefined) return;
    setBusy(true);
    try {
      const begins = Math.max(Date.now(), Date.parse(link.notBefore ?? "1970-01-01T00:00:00Z"));
      const expiresAt = new Date(begins + hours * HOUR).toISOString();
      await changeGuestLink(api, link, { expiresAt, maxUses, lobby });
      onChanged();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };

  return (
    <form
      className="pl-form pl-link__change"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <div className="pl-pair">
        <ValidFor hours={hours} onChange={setHours} />
        <TextField
          label={t("guests.maxUses")}
          type="number"
          inputMode="numeric"
          min={1}
          max={1000}
          value={uses}
          error={maxUses === undefined ? t("guests.maxUsesWrong") : undefined}
          onChange={(event) => setUses(event.currentTarget.value)}
        />
      </div>
      <Switch label={t("guests.lobby")} checked={lobby} onChange={setLobby} />
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
      <Button type="submit" size="small" variant="primary" busy={busy}>
        {t("guests.save")}
      </Button>
    </form>
  );
}
