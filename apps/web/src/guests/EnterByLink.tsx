import { Button, EmptyState, InlineMessage, Skeleton, TextField } from "@plenum/ui";
import { DoorOpen } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useProblemText } from "../api/use-problem-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { joinRoomPath, roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { ClosedDoor } from "./ClosedDoor.tsx";
import { enterWithAccount, previewGuestLink } from "./guest-api.ts";
import "./guests.css";

/** A guest link in the hands of somebody who is signed in: in with the own account. */
export default function EnterByLink({ token }: { token: string }): ReactNode {
  const { t } = useI18n();
  const {
    value: preview,
    problem,
    retry,
  } = useLoaded(useCallback((signal: AbortSignal) => previewGuestLink(token, signal), [token]));
  if (problem !== undefined) return <ClosedDoor problem={problem} onRetry={retry} />;
  if (preview === undefined) return <Skeleton width="60%" />;
  return (
    <EmptyState headingLevel={1} icon={<DoorOpen aria-hidden="true" />} title={preview.title}>
      {t("door.invitedBy", { agency: preview.agency })}
      <Enter token={token} withPassword={preview.withPassword} />
    </EmptyState>
  );
}

function Enter({ token, withPassword }: { token: string; withPassword: boolean }): ReactNode {
  const { t } = useI18n();
  const { api, session } = useWorkspace();
  const problemText = useProblemText();
  const [, navigate] = useLocation();
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();

  const enter = useCallback(
    async (given: string | undefined): Promise<void> => {
      setBusy(true);
      setProblem(undefined);
      try {
        const { roomId, membership } = await enterWithAccount(api, token, given);
        if (membership === "invite") await session.joinRoom(roomId);
        const path = membership === "knock" ? joinRoomPath(roomId, []) : roomPath(roomId);
        navigate(path, { replace: true });
      } catch (error) {
        setProblem(error);
        setBusy(false);
      }
    },
    [api, session, token, navigate],
  );
  useEffect(() => {
    // Whoever opens the page wants in: without a password there is nothing to ask.
    // oxlint-disable-next-line react/set-state-in-effect
    if (!withPassword) void enter(undefined);
  }, [withPassword, enter]);

  return (
    <form
      className="pl-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void enter(withPassword ? password : undefined);
      }}
    >
      {withPassword ? (
        <TextField
          label={t("door.password")}
          description={t("door.passwordText")}
          autoComplete="off"
          maxLength={128}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      ) : null}
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
      <Button type="submit" variant="primary" busy={busy}>
        {t("door.enter")}
      </Button>
    </form>
  );
}
