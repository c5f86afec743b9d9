import { Button, InlineMessage, TextField } from "@plenum/ui";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { ApiError } from "../api/problem-error.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { useApp } from "../app/AppContext.tsx";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { ACCOUNT_KEY, storedCredentialsSchema } from "../session/credentials.ts";
import { inviteAccount } from "./guest-api.ts";

/** For people who have an account: of this agency, on this device perhaps, or of another agency. */
export function OwnAccount({
  token,
  withPassword,
}: {
  token: string;
  withPassword: boolean;
}): ReactNode {
  const { t } = useI18n();
  const { vault, config } = useApp();
  const [, navigate] = useLocation();
  const [elsewhere, setElsewhere] = useState(false);
  const { value: signedIn } = useLoaded(
    useCallback(
      async () => (await vault.read(ACCOUNT_KEY, storedCredentialsSchema)) !== undefined,
      [vault],
    ),
  );
  const path = `/invited/${encodeURIComponent(token)}`;
  return (
    <section className="pl-own-account" aria-label={t("door.own.title")}>
      <h2>{signedIn === true ? t("door.own.signedIn") : t("door.own.title")}</h2>
      <Button wide onClick={() => navigate(path)}>
        {signedIn === true
          ? t("door.own.enter")
          : t("door.own.here", { agency: config.agency.name })}
      </Button>
      {elsewhere ? (
        <Elsewhere token={token} withPassword={withPassword} />
      ) : (
        <Button variant="quiet" onClick={() => setElsewhere(true)}>
          {t("door.own.elsewhere")}
        </Button>
      )}
    </section>
  );
}

function Elsewhere({ token, withPassword }: { token: string; withPassword: boolean }): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  const [userId, setUserId] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [invitedTo, setInvitedTo] = useState<string>();

  const invite = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const account = { userId: userId.trim(), ...(withPassword ? { password } : {}) };
      setInvitedTo((await inviteAccount(token, account)).roomId);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  if (invitedTo !== undefined) {
    return (
      <InlineMessage tone="success">
        {t("door.own.invited", { account: userId.trim() })}{" "}
        <a href={roomUri(invitedTo)}>{t("door.own.open")}</a>
      </InlineMessage>
    );
  }
  return (
    <form
      className="pl-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <TextField
        label={t("door.own.address")}
        description={t("door.own.addressText")}
        placeholder="@name:behoerde.example"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={255}
        value={userId}
        error={problem === undefined ? undefined : elsewhereText(problem, problemText, t)}
        onChange={(event) => setUserId(event.currentTarget.value)}
      />
      {withPassword ? (
        <TextField
          label={t("door.password")}
          autoComplete="off"
          maxLength={128}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      ) : null}
      <Button type="submit" busy={busy}>
        {t("door.own.invite")}
      </Button>
    </form>
  );
}

function elsewhereText(
  problem: unknown,
  problemText: (problem: unknown) => string,
  t: ReturnType<typeof useI18n>["t"],
): string {
  const code = problem instanceof ApiError ? problem.code : undefined;
  if (code === "invalid-request") return t("door.own.wrong");
  if (code === "forbidden") return t("door.own.unknownAgency");
  if (code === "homeserver-unavailable") return t("door.own.silent");
  return code === "unauthorised" ? t("door.own.hereInstead") : problemText(problem);
}

/** @see https://spec.matrix.org/v1.16/appendices/#matrix-uri-scheme */
function roomUri(roomId: string): string {
  return `matrix:roomid/${encodeURIComponent(roomId.slice(1))}?action=join`;
}
