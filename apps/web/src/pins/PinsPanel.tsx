import type { TimelineItem } from "@plenum/matrix";
import { Button, EmptyState, IconButton, InlineMessage, Skeleton, useToast } from "@plenum/ui";
import { Pin, PinOff } from "lucide-react";
import { useCallback } from "react";
import type { ReactNode } from "react";
import { useLoaded } from "../app/use-resource.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { usePins } from "./use-pins.ts";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { summaryOf } from "../timeline/summary.ts";
import "./pins.css";

/** What is pinned in a room, the newest pin first, each with the way to it. */
export default function PinsPanel({ handle }: PanelProps): ReactNode {
  const { t } = useI18n();
  const pins = usePins(handle.id);
  if (pins.eventIds.length === 0) {
    return (
      <EmptyState icon={<Pin aria-hidden="true" />} title={t("pins.none")}>
        {pins.mayChange ? t("pins.how") : t("pins.whoMay")}
      </EmptyState>
    );
  }
  return (
    <ul className="ui-list pl-pins">
      {pins.eventIds.toReversed().map((eventId) => (
        <PinnedMessage
          key={eventId}
          roomId={handle.id}
          eventId={eventId}
          mayUnpin={pins.mayChange}
        />
      ))}
    </ul>
  );
}

function PinnedMessage({
  roomId,
  eventId,
  mayUnpin,
}: {
  roomId: string;
  eventId: string;
  mayUnpin: boolean;
}): ReactNode {
  const { t } = useI18n();
  const toast = useToast();
  const { session } = useWorkspace();
  const load = useCallback(
    async (): Promise<TimelineItem | null> =>
      (await session.messages.find({ roomId, eventId })) ?? null,
    [session, roomId, eventId],
  );
  const { value, problem } = useLoaded(load);
  return (
    <li className="pl-pin">
      {value === undefined && problem === undefined ? <Skeleton width="80%" /> : null}
      {problem !== undefined || value === null ? (
        <InlineMessage tone="info">{t("pins.gone")}</InlineMessage>
      ) : null}
      {value?.kind === "message" ? <Content item={value} eventId={eventId} /> : null}
      {mayUnpin ? (
        <IconButton
          size="small"
          className="pl-pin__off"
          label={t("pins.unpin")}
          icon={<PinOff aria-hidden="true" />}
          onClick={() => {
            session.messages
              .setPinned({ roomId, eventId }, false)
              .catch(() => toast({ text: t("message.actFailed") }));
          }}
        />
      ) : null}
    </li>
  );
}

function Content({
  item,
  eventId,
}: {
  item: Extract<TimelineItem, { kind: "message" }>;
  eventId: string;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { showEvent } = useRoomNavigation();
  return (
    <>
      <p className="pl-pin__head">
        <b>{item.sender.displayName}</b>
        <time className="pl-small pl-muted" dateTime={new Date(item.timestamp).toISOString()}>
          {dates.dateTime(item.timestamp)}
        </time>
      </p>
      <p className="pl-pin__text">{summaryOf(item.body, t)}</p>
      <Button size="small" variant="quiet" onClick={() => showEvent(eventId)}>
        {t("pins.jump")}
      </Button>
    </>
  );
}
