import { InlineMessage, TextField } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";

export interface PasswordStep {
  readonly busy: boolean;
  /** Runs the step; nothing happens while it runs, or while the password is wanted and empty. */
  readonly submit: () => void;
  /** The password, once the server has asked for it, and what went wrong. */
  readonly field: ReactNode;
}

/**
 * A step for which the server may ask who is there: it is tried without the password first, and
 * again with it.
 * @param step what is done; its failures are told beside the field
 * @see https://spec.matrix.org/v1.16/client-server-api/#user-interactive-authentication-api
 */
export function usePasswordStep(
  label: string,
  step: (password: string | undefined) => Promise<void>,
): PasswordStep {
  const { t } = useI18n();
  const [password, setPassword] = useState("");
  const [needed, setNeeded] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const run = async (): Promise<void> => {
    if (busy || (needed && password === "")) return;
    setBusy(true);
    setError(undefined);
    try {
      await step(needed ? password : undefined);
    } catch (failure) {
      const code = failureCode(failure);
      if (code === "password-needed") setNeeded(true);
      else setError(t(`problem.matrix.${code}`));
      setBusy(false);
    }
  };
  const field = needed ? (
    <TextField
      type="password"
      autoComplete="current-password"
      label={label}
      value={password}
      error={error}
      onChange={(event) => setPassword(event.currentTarget.value)}
    />
  ) : error === undefined ? null : (
    <InlineMessage tone="danger">{error}</InlineMessage>
  );
  return { busy, submit: () => void run(), field };
}
