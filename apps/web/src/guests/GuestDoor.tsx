import type { SessionCredentials } from "@plenum/matrix";
import type { GuestLinkPreview } from "@plenum/model";
import { Button, InlineMessage, Skeleton, Switch, TextField } from "@plenum/ui";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { z } from "zod";
import { ApiError } from "../api/problem-error.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useApp } from "../app/AppContext.tsx";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { ClosedDoor } from "./ClosedDoor.tsx";
import { DoorFrame } from "./DoorFrame.tsx";
import { enterAsGuest } from "./guest-api.ts";
import { passKey } from "./guest-key.ts";
import { preloadGuestRoom } from "./guest-room-later.ts";
import { OwnAccount } from "./OwnAccount.tsx";
import { takePreview } from "./preview-ahead.ts";

const GUEST_NAME = "plenum.guest-name";

/** Before a guest enters: which meeting, whose, under which name. */
export function GuestDoor({
  token,
  recordKey,
  onEntered,
}: {
  /** Of a link, or a code. */
  token: string;
  /** Of what this browser keeps of the guest. */
  recordKey: string;
  onEntered: (credentials: SessionCredentials, waiting: boolean) => Promise<void>;
}): ReactNode {
  const {
    value: preview,
    problem,
    retry,
  } = useLoaded(useCallback((signal: AbortSignal) => takePreview(token, signal), [token]));
  return (
    <DoorFrame>
      {problem === undefined ? null : <ClosedDoor problem={problem} onRetry={retry} />}
      {preview === undefined && problem === undefined ? (
        <>
          <Skeleton width="50%" />
          <Skeleton width="80%" />
        </>
      ) : null}
      {preview === undefined || problem !== undefined ? null : (
        <EnterForm token={token} recordKey={recordKey} preview={preview} onEntered={onEntered} />
      )}
    </DoorFrame>
  );
}

function EnterForm({
  token,
  recordKey,
  preview,
  onEntered,
}: {
  token: string;
  recordKey: string;
  preview: GuestLinkPreview;
  onEntered: (credentials: SessionCredentials, waiting: boolean) => Promise<void>;
}): ReactNode {
  const { t, instance, language } = useI18n();
  const dates = useDates();
  const { config, vault } = useApp();
  const problemText = useProblemText();
  const [name, setName] = useState(() => localStorage.getItem(GUEST_NAME) ?? "");
  const [remember, setRemember] = useState(() => localStorage.getItem(GUEST_NAME) !== null);
  const [password, setPassword] = useState("");
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<{ name?: string; password?: string; other?: unknown }>({});
  const [busy, setBusy] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  // While the name is typed: whoever has pressed the button waits for the server alone.
  useEffect(() => void preloadGuestRoom(instance, language), [instance, language]);

  const enter = async (): Promise<void> => {
    if (busy) return;
    if (name.trim() === "") {
      setErrors({ name: t("door.nameMissing") });
      nameField.current?.focus();
      return;
    }
    setBusy(true);
    setErrors({});
    try {
      const pass = await vault.read(passKey(recordKey), z.string());
      const entry = await enterAsGuest(token, {
        displayName: name.trim(),
        ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
        ...(pass === undefined ? {} : { pass }),
        ...(preview.withPassword ? { password } : {}),
      });
      if (remember) localStorage.setItem(GUEST_NAME, name.trim());
      else localStorage.removeItem(GUEST_NAME);
      const credentials = {
        baseUrl: config.homeserver.baseUrl,
        userId: entry.userId,
        deviceId: entry.deviceId,
        accessToken: entry.accessToken,
        guestOf: entry.roomId,
      };
      await onEntered(credentials, entry.waiting);
    } catch (problem) {
      const field = fieldOf(problem);
      setErrors(field === undefined ? { other: problem } : { [field]: problemText(problem) });
      (field === "password" ? passwordField : nameField).current?.focus();
      setBusy(false);
    }
  };

  return (
    <>
      <p className="pl-sign-in__agency">{t("door.invitedBy", { agency: preview.agency })}</p>
      <h1>{preview.title}</h1>
      <form
        className="pl-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <TextField
          ref={nameField}
          label={t("door.name")}
          description={t("door.nameText")}
          autoComplete="name"
          maxLength={60}
          value={name}
          error={errors.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {preview.withPassword ? (
          <TextField
            ref={passwordField}
            label={t("door.password")}
            description={t("door.passwordText")}
            autoComplete="off"
            spellCheck={false}
            maxLength={128}
            value={password}
            error={errors.password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
        ) : null}
        {preview.lobby ? (
          <TextField
            label={t("door.reason")}
            description={t("door.reasonText")}
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        <Switch label={t("door.remember")} checked={remember} onChange={setRemember} />
        {errors.other === undefined ? null : (
          <InlineMessage tone="danger">{problemText(errors.other)}</InlineMessage>
        )}
        <Button type="submit" variant="primary" wide busy={busy}>
          {preview.lobby ? t("door.ask") : t("door.enter")}
        </Button>
      </form>
      {preview.lobby ? <InlineMessage>{t("door.lobby")}</InlineMessage> : null}
      <InlineMessage>
        {t("door.until", { time: dates.dateTime(Date.parse(preview.expiresAt)) })}
      </InlineMessage>
      <OwnAccount token={token} withPassword={preview.withPassword} />
    </>
  );
}

/** The field at which something is to be mended. */
function fieldOf(problem: unknown): "name" | "password" | undefined {
  if (!(problem instanceof ApiError)) return undefined;
  if (problem.code === "guest-password-needed" || problem.code === "guest-password-wrong") {
    return "password";
  }
  const aboutName = problem.code === "guest-name-taken" || problem.code === "invalid-request";
  return aboutName ? "name" : undefined;
}
