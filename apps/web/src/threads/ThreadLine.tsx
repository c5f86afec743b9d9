import type { RoomHandle, ThreadDigest } from "@plenum/matrix";
import { classes } from "@plenum/ui";
import { MessagesSquare } from "lucide-react";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import "./thread-line.css";

/** Under the first message of a thread: how many answers, whose was the last, whether some are new. */
export function ThreadLine({
  handle,
  rootId,
  thread,
}: {
  handle: RoomHandle;
  rootId: string;
  thread: ThreadDigest;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { openPanel } = useRoomNavigation();
  const summary = useObservable(handle.summary);
  const unread = summary?.conversations.find((part) => part.threadId === rootId);
  return (
    <button
      type="button"
      className={classes("pl-thread-line", unread !== undefined && "pl-thread-line--news")}
      onClick={() => openPanel("thread", rootId)}
    >
      <MessagesSquare aria-hidden="true" />
      <b>{t("threads.replies", { count: thread.count })}</b>
      <span className="pl-thread-line__last">
        {thread.lastSender.displayName}, {dates.recent(thread.lastTimestamp)}
      </span>
      {unread === undefined ? null : (
        <span
          className={classes(
            "pl-thread-line__dot",
            unread.mentions > 0 && "pl-thread-line__dot--mention",
          )}
        >
          <span className="ui-visually-hidden">{t("list.unread", { count: unread.unread })}</span>
        </span>
      )}
    </button>
  );
}
