import { Button, EmptyState, InlineMessage, Skeleton } from "@plenum/ui";
import { Link2 } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { endGuestStay, guestLinks } from "./guest-api.ts";
import { LinkEntry } from "./LinkEntry.tsx";
import { NewGuestLink } from "./NewGuestLink.tsx";
import "./guests.css";

/** Guest links of a conference room: make one, see which there are, revoke them. */
export default function GuestLinks({ handle }: PanelProps): ReactNode {
  const roomId = handle.id;
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const {
    value,
    problem,
    retry: reload,
  } = useLoaded(
    useCallback(
      async (signal: AbortSignal) => {
        const links = await guestLinks(api, roomId, signal);
        return { links, readAt: Date.now() };
      },
      [api, roomId],
    ),
  );

  return (
    <>
      <NewGuestLink roomId={roomId} onCreated={reload} />
      <h3 className="pl-people__title">{t("guests.links")}</h3>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">
          {problemText(problem)}{" "}
          <Button size="small" variant="quiet" onClick={reload}>
            {t("common.tryAgain")}
          </Button>
        </InlineMessage>
      )}
      {value === undefined && problem === undefined ? <Skeleton width="80%" /> : null}
      {value?.links.length === 0 ? (
        <EmptyState
          headingLevel={3}
          icon={<Link2 aria-hidden="true" />}
          title={t("guests.noneTitle")}
        >
          {t("guests.noneText")}
        </EmptyState>
      ) : null}
      {(value?.links ?? []).some((link) => link.guests.length > 0) ? (
        <EndAll roomId={roomId} onEnded={reload} />
      ) : null}
      <ul className="ui-list pl-links">
        {value?.links.map((link) => (
          <LinkEntry key={link.id} link={link} readAt={value.readAt} onChanged={reload} />
        ))}
      </ul>
    </>
  );
}

/** The meeting is over: all guests are out, and their accounts go. */
function EndAll({ roomId, onEnded }: { roomId: string; onEnded: () => void }): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const end = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await endGuestStay(api, roomId, undefined);
      onEnded();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="small" busy={busy} onClick={() => void end()}>
        {t("guests.endAll")}
      </Button>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
    </>
  );
}
