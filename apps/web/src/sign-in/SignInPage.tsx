import type { MatrixErrorCode, ServerInfo, SessionCredentials } from "@plenum/matrix";
import { Button, InlineMessage, TextField } from "@plenum/ui";
import { useCallback, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../app/use-resource.ts";
import { useApp } from "../app/AppContext.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import { LanguageSwitch } from "../i18n/LanguageSwitch.tsx";
import { failureCode, retrySeconds } from "../session/failure.ts";
import { Wordmark } from "./Wordmark.tsx";
import { deviceName } from "./device-name.ts";
import "./sign-in.css";

type Problem = { code: MatrixErrorCode | "empty"; seconds?: number | undefined };

/** The sentence for each reason; everything else is "unknown". */
const SENTENCES: Partial<
  Record<Problem["code"], "wrong-password" | "deactivated" | "rate-limited" | "unreachable">
> = {
  "wrong-password": "wrong-password",
  forbidden: "wrong-password",
  deactivated: "deactivated",
  "rate-limited": "rate-limited",
  unreachable: "unreachable",
};

/** Asks the server how one may sign in, and signs in. */
export default function SignInPage({
  reason,
  onSignedIn,
}: {
  reason?: "token-expired" | "by-user" | "deactivated";
  onSignedIn: (credentials: SessionCredentials) => Promise<void>;
}): ReactNode {
  const { t } = useI18n();
  const { config } = useApp();
  const { baseUrl } = config.homeserver;
  const {
    value: flows,
    problem,
    retry,
  } = useLoaded(useCallback(() => loadFlows(baseUrl), [baseUrl]));
  const password = flows?.some((flow) => flow.type === "m.login.password") ?? true;
  return (
    <div className="pl-sign-in">
      <header className="pl-sign-in__head">
        <Wordmark />
        <LanguageSwitch />
      </header>
      <main className="pl-sign-in__card">
        <p className="pl-sign-in__agency">{config.agency.name}</p>
        <h1>{t("signIn.title")}</h1>
        {reason === undefined ? null : (
          <InlineMessage boxed tone={reason === "by-user" ? "success" : "info"}>
            {t(`signIn.reason.${reason}`)}
          </InlineMessage>
        )}
        {problem === undefined ? null : (
          <InlineMessage boxed tone="danger">
            {t("signIn.problem.unreachable")}{" "}
            <Button variant="quiet" size="small" onClick={retry}>
              {t("common.tryAgain")}
            </Button>
          </InlineMessage>
        )}
        {password ? (
          <PasswordForm baseUrl={baseUrl} onSignedIn={onSignedIn} />
        ) : (
          <InlineMessage boxed tone="warning">
            {t("signIn.noPassword")}
          </InlineMessage>
        )}
      </main>
      <footer className="pl-sign-in__foot">{t("signIn.foot")}</footer>
    </div>
  );
}

function PasswordForm({
  baseUrl,
  onSignedIn,
}: {
  baseUrl: string;
  onSignedIn: (credentials: SessionCredentials) => Promise<void>;
}): ReactNode {
  const { t } = useI18n();
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const userField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  const submit = async (): Promise<void> => {
    if (user.trim() === "" || password === "") {
      setProblem({ code: "empty" });
      (user.trim() === "" ? userField : passwordField).current?.focus();
      return;
    }
    setBusy(true);
    setProblem(undefined);
    try {
      const { signInWithPassword } = await import("@plenum/matrix");
      const credentials = await signInWithPassword({
        baseUrl,
        user: user.trim(),
        password,
        deviceName: deviceName(navigator.userAgent),
      });
      await onSignedIn(credentials);
    } catch (error) {
      setProblem({ code: failureCode(error), seconds: retrySeconds(error) });
      setBusy(false);
      passwordField.current?.focus();
    }
  };

  return (
    <form
      className="pl-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <TextField
        ref={userField}
        label={t("signIn.user")}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={user}
        error={problem?.code === "empty" && user.trim() === "" ? t("signIn.needUser") : undefined}
        onChange={(event) => setUser(event.currentTarget.value)}
      />
      <TextField
        ref={passwordField}
        label={t("signIn.password")}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        error={passwordError(problem, password === "", t)}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" variant="primary" wide busy={busy}>
        {busy ? t("signIn.busy") : t("signIn.submit")}
      </Button>
    </form>
  );
}

function passwordError(
  problem: Problem | undefined,
  empty: boolean,
  t: ReturnType<typeof useI18n>["t"],
): string | undefined {
  if (!problem) return undefined;
  const { code, seconds } = problem;
  if (code === "empty") return empty ? t("signIn.needPassword") : undefined;
  if (code === "rate-limited" && seconds !== undefined) {
    return t("signIn.problem.rate-limited-seconds", { count: seconds });
  }
  return t(`signIn.problem.${SENTENCES[code] ?? "unknown"}`);
}

async function loadFlows(baseUrl: string): Promise<ServerInfo["loginFlows"]> {
  const { serverInfo } = await import("@plenum/matrix");
  return (await serverInfo(baseUrl)).loginFlows;
}
