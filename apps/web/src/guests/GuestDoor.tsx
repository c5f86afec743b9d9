import type { SessionCredentials } from "@plenum/matrix";
import type { GuestLinkPreview } from "@plenum/model";
import { Button, EmptyState, InlineMessage, Skeleton, TextField } from "@plenum/ui";
import { DoorClosed } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import type { ReactNode } from "react";
import { enterAsGuest, previewGuestLink } from "../api/public.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useApp } from "../app/AppContext.tsx";
import { LanguageSwitch } from "../i18n/LanguageSwitch.tsx";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { Wordmark } from "../sign-in/Wordmark.tsx";
import "../sign-in/sign-in.css";

const GUEST_NAME = "plenum.guest-name";

/** Before a guest enters: which meeting, whose, under which name. */
export function GuestDoor({
  token,
  onEntered,
}: {
  token: string;
  onEntered: (credentials: SessionCredentials) => Promise<void>;
}): ReactNode {
  const { t } = useI18n();
  const problemText = useProblemText();
  const {
    value: preview,
    problem,
    retry,
  } = useLoaded(useCallback((signal: AbortSignal) => previewGuestLink(token, signal), [token]));
  return (
    <div className="pl-sign-in">
      <header className="pl-sign-in__head">
        <Wordmark />
        <LanguageSwitch />
      </header>
      <main className="pl-sign-in__card">
        {problem === undefined ? null : (
          <EmptyState
            headingLevel={1}
            icon={<DoorClosed aria-hidden="true" />}
            title={t("door.closed")}
            actions={<Button onClick={retry}>{t("common.tryAgain")}</Button>}
          >
            {problemText(problem)}
          </EmptyState>
        )}
        {preview === undefined && problem === undefined ? (
          <>
            <Skeleton width="50%" />
            <Skeleton width="80%" />
          </>
        ) : null}
        {preview === undefined ? null : (
          <EnterForm token={token} preview={preview} onEntered={onEntered} />
        )}
      </main>
      <footer className="pl-sign-in__foot">{t("door.foot")}</footer>
    </div>
  );
}

function EnterForm({
  token,
  preview,
  onEntered,
}: {
  token: string;
  preview: GuestLinkPreview;
  onEntered: (credentials: SessionCredentials) => Promise<void>;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { config } = useApp();
  const problemText = useProblemText();
  const [name, setName] = useState(() => localStorage.getItem(GUEST_NAME) ?? "");
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  const enter = async (): Promise<void> => {
    if (busy) return;
    if (name.trim() === "") {
      setError(t("door.nameMissing"));
      field.current?.focus();
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      const entry = await enterAsGuest(token, name.trim());
      localStorage.setItem(GUEST_NAME, name.trim());
      await onEntered({
        baseUrl: config.homeserver.baseUrl,
        userId: entry.userId,
        deviceId: entry.deviceId,
        accessToken: entry.accessToken,
        guestOf: entry.roomId,
      });
    } catch (problem) {
      setError(problemText(problem));
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
          ref={field}
          label={t("door.name")}
          description={t("door.nameText")}
          autoComplete="name"
          maxLength={60}
          value={name}
          error={error}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" wide busy={busy}>
          {t("door.enter")}
        </Button>
      </form>
      <InlineMessage>
        {t("door.until", { time: dates.dateTime(Date.parse(preview.expiresAt)) })}
      </InlineMessage>
    </>
  );
}
