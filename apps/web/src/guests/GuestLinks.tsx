import type { GuestLink } from "@plenum/model";
import { Button, EmptyState, InlineMessage, Skeleton } from "@plenum/ui";
import { Link2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { linkState } from "./link-state.ts";
import { NewGuestLink } from "./NewGuestLink.tsx";
import "./guests.css";

/** Guest links of a conference room: make one, see which there are, revoke them. */
export function GuestLinks({ roomId }: { roomId: string }): ReactNode {
  const { t } = useI18n();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [links, setLinks] = useState<readonly GuestLink[]>();
  const [problem, setProblem] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    api.guestLinks(roomId, controller.signal).then(
      (found) => {
        setLinks(found);
        setProblem(undefined);
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setProblem(error);
      },
    );
    return () => controller.abort();
    // `attempt` reads again.
  }, [api, roomId, attempt]);
  const reload = useCallback(() => setAttempt((before) => before + 1), []);

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
      {links === undefined && problem === undefined ? <Skeleton width="80%" /> : null}
      {links?.length === 0 ? (
        <EmptyState
          headingLevel={3}
          icon={<Link2 aria-hidden="true" />}
          title={t("guests.noneTitle")}
        >
          {t("guests.noneText")}
        </EmptyState>
      ) : null}
      <ul role="list" className="pl-links">
        {links?.map((link) => (
          <LinkEntry key={link.id} link={link} onRevoked={reload} />
        ))}
      </ul>
    </>
  );
}

function LinkEntry({ link, onRevoked }: { link: GuestLink; onRevoked: () => void }): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const state = linkState(link, Date.now());
  const name = link.label === "" ? t("guests.unnamed") : link.label;

  const revoke = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.revokeGuestLink(link.roomId, link.id);
      onRevoked();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <li className="pl-link">
      <div className="pl-link__text">
        <b>{name}</b>
        <span className="pl-small pl-muted">
          {t(`guests.role.${link.role}`)}
          {" · "}
          {state === "open"
            ? t("guests.until", { time: dates.dateTime(Date.parse(link.expiresAt)) })
            : t(`guests.state.${state}`)}
          {" · "}
          {t("guests.uses", { uses: link.uses, count: link.maxUses })}
        </span>
      </div>
      {state === "open" || state === "not-yet" ? (
        <Button
          size="small"
          busy={busy}
          aria-label={t("guests.revokeLink", { name })}
          onClick={() => void revoke()}
        >
          {t("guests.revoke")}
        </Button>
      ) : null}
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{problemText(problem)}</InlineMessage>
      )}
    </li>
  );
}
