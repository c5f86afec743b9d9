import type { GuestLink } from "@plenum/model";
import { Button, EmptyState, InlineMessage, Skeleton } from "@plenum/ui";
import { Link2 } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { linkState } from "./link-state.ts";
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
        const links = await api.guestLinks(roomId, signal);
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
      <ul className="ui-list pl-links">
        {value?.links.map((link) => (
          <LinkEntry key={link.id} link={link} readAt={value.readAt} onRevoked={reload} />
        ))}
      </ul>
    </>
  );
}

function LinkEntry({
  link,
  readAt,
  onRevoked,
}: {
  link: GuestLink;
  /** When the list was read; ms since the epoch. */
  readAt: number;
  onRevoked: () => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { api } = useWorkspace();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const state = linkState(link, readAt);
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
