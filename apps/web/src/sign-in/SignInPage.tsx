import type { MatrixErrorCode, ServerInfo, SessionCredentials } from "@plenum/matrix";
import { Button, InlineMessage, TextField } from "@plenum/ui";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useApp } from "../app/AppContext.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import { LanguageSwitch } from "../i18n/LanguageSwitch.tsx";
import { failureCode, retrySeconds } from "../session/failure.ts";
import { Wordmark } from "./Wordmark.tsx";
import { deviceName } from "./device-name.ts";
import "./sign-in.css";

type Flows = ServerInfo["loginFlows"];
type Problem = { code: MatrixErrorCode | "empty"; seconds?: number | undefined };

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
  const { flows, failed, retry } = useLoginFlows(config.homeserver.baseUrl);
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
        {failed ? (
          <InlineMessage boxed tone="danger">
            {t("signIn.problem.unreachable")}{" "}
            <Button variant="quiet" size="small" onClick={retry}>
              {t("common.tryAgain")}
            </Button>
          </InlineMessage>
        ) : null}
        {password ? (
          <PasswordForm baseUrl={config.homeserver.baseUrl} onSignedIn={onSignedIn} />
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
  switch (problem.code) {
    case "empty":
      return empty ? t("signIn.needPassword") : undefined;
    case "wrong-password":
    case "forbidden":
      return t("signIn.problem.wrong-password");
    case "deactivated":
      return t("signIn.problem.deactivated");
    case "rate-limited":
      return problem.seconds === undefined
        ? t("signIn.problem.rate-limited")
        : t("signIn.problem.rate-limited-seconds", { count: problem.seconds });
    case "unreachable":
      return t("signIn.problem.unreachable");
    default:
      return t("signIn.problem.unknown");
  }
}

function useLoginFlows(baseUrl: string): { flows?: Flows; failed: boolean; retry: () => void } {
  const [state, setState] = useState<{ flows?: Flows; failed: boolean }>({ failed: false });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    void (async () => {
      try {
        const { serverInfo } = await import("@plenum/matrix");
        const info = await serverInfo(baseUrl);
        if (wanted) setState({ flows: info.loginFlows, failed: false });
      } catch {
        if (wanted) setState({ failed: true });
      }
    })();
    return () => {
      wanted = false;
    };
    // `attempt` asks again.
  }, [baseUrl, attempt]);
  return { ...state, retry: () => setAttempt((before) => before + 1) };
}
