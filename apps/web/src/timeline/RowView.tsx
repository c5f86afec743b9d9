import type { Member, RoomHandle, RoomSummary } from "@plenum/matrix";
import { memo } from "react";
import type { ReactNode } from "react";
import type { ComposerTarget } from "../composer/target.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { Changes } from "./Changes.tsx";
import { DayLine } from "./DayLine.tsx";
import { Message } from "./Message.tsx";
import { RoomBeginning } from "./RoomBeginning.tsx";
import type { Row } from "./rows.ts";

/** One row of the timeline. Renders only when something of it has changed. */
export const RowView = memo(function RowView({
  row,
  handle,
  room,
  readers,
  tabStop,
  tools,
  marked,
  onTarget,
}: {
  row: Row;
  handle: RoomHandle;
  /** Only for the beginning: every other row would change with each number of unread messages. */
  room: RoomSummary | undefined;
  /** Who has read up to this message. */
  readers: readonly Member[] | undefined;
  tabStop: boolean;
  /** What can be done with the message is shown. */
  tools: boolean;
  /** Somebody asked for this message. */
  marked: boolean;
  onTarget: (target: ComposerTarget) => void;
}): ReactNode {
  const { t } = useI18n();
  switch (row.kind) {
    case "beginning":
      return room === undefined ? null : <RoomBeginning summary={room} />;
    case "day":
      return <DayLine timestamp={row.timestamp} handle={handle} stop={row.key} tabStop={tabStop} />;
    case "unread":
      return (
        <div className="pl-line pl-line--unread">
          <span>{t("timeline.unread")}</span>
        </div>
      );
    case "changes":
      return <Changes items={row.items} stop={row.key} tabStop={tabStop} />;
    case "message":
      return (
        <Message
          item={row.item}
          head={row.head}
          dated={row.dated}
          handle={handle}
          readers={readers}
          tabStop={tabStop}
          tools={tools}
          marked={marked}
          onTarget={onTarget}
        />
      );
    default:
      return row satisfies never;
  }
});
