import type { CreateGuestLinkResponse, GuestLinkRole } from "@plenum/model";
import { Button, InlineMessage, Select, Switch, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { CreatedLink } from "./CreatedLink.tsx";
import { createGuestLink } from "./guest-api.ts";
import { isPassword, usesOf, VALID_HOURS } from "./link-state.ts";
import { ValidFor } from "./ValidFor.tsx";

const ROLES: readonly GuestLinkRole[] = ["guest", "listener", "presenter", "moderator"];
const HOUR = 60 * 60 * 1000;

const NEW_LINK = {
  label: "",
  from: "",
  hours: VALID_HOURS[2] as number,
  uses: "10",
  role: "guest" as GuestLinkRole,
  withCode: false,
  lobby: false,
  password: "",
};

/** Makes a guest link and shows its address and code, this once. */
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
  const [wish, setWish] = useState(NEW_LINK);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [created, setCreated] = useState<CreateGuestLinkResponse>();
  const maxUses = usesOf(wish.uses);
  const passwordFits = wish.password === "" || isPassword(wish.password);
  const change = (part: Partial<typeof NEW_LINK>): void => setWish({ ...wish, ...part });

  const create = async (): Promise<void> => {
    if (busy || maxUses === undefined || !passwordFits) return;
    setBusy(true);
    setProblem(undefined);
    // A field of the browser's own: local time without a zone.
    const from = wish.from === "" ? undefined : new Date(wish.from);
    const begins = Math.max(from?.getTime() ?? 0, Date.now());
    try {
      const link = await createGuestLink(api, roomId, {
        label: wish.label.trim(),
        expiresAt: new Date(begins + wish.hours * HOUR).toISOString(),
        ...(from === undefined ? {} : { notBefore: from.toISOString() }),
        maxUses,
        role: wish.role,
        withCode: wish.withCode,
        lobby: wish.lobby,
        ...(wish.password === "" ? {} : { password: wish.password }),
      });
      setCreated(link);
      change({ label: "", password: "" });
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
        value={wish.label}
        maxLength={100}
        onChange={(event) => change({ label: event.currentTarget.value })}
      />
      <div className="pl-pair">
        <ValidFor hours={wish.hours} onChange={(hours) => change({ hours })} />
        <TextField
          label={t("guests.maxUses")}
          type="number"
          inputMode="numeric"
          min={1}
          max={1000}
          value={wish.uses}
          error={maxUses === undefined ? t("guests.maxUsesWrong") : undefined}
          onChange={(event) => change({ uses: event.currentTarget.value })}
        />
      </div>
      <Select
        label={t("guests.roleLabel")}
        value={wish.role}
        onChange={(event) => {
          const role = ROLES.find((candidate) => candidate === event.currentTarget.value);
          if (role) change({ role });
        }}
      >
        {ROLES.map((value) => (
          <option key={value} value={value}>
            {t(`guests.role.${value}`)}
          </option>
        ))}
      </Select>
      <Switch
        label={t("guests.withCode")}
        description={t("guests.withCodeText")}
        checked={wish.withCode}
        onChange={(withCode) => change({ withCode })}
      />
      <Switch
        label={t("guests.lobby")}
        description={t("guests.lobbyText")}
        checked={wish.lobby}
        onChange={(lobby) => change({ lobby })}
      />
      <details className="pl-more">
        <summary>{t("guests.more")}</summary>
        <div className="pl-form">
          <TextField
            label={t("guests.from")}
            type="datetime-local"
            value={wish.from}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextField
            label={t("guests.password")}
            description={t("guests.passwordText")}
            autoComplete="off"
            maxLength={128}
            value={wish.password}
            error={passwordFits ? undefined : t("guests.passwordWrong")}
            onChange={(event) => change({ password: event.currentTarget.value })}
          />
        </div>
      </details>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
      <Button type="submit" variant="primary" busy={busy}>
        {t("guests.create")}
      </Button>
    </form>
  );
}
