import type { Member, RoomHandle } from "@plenum/matrix";
import { Button, classes } from "@plenum/ui";
import { CircleAlert, Clock, CornerUpLeft } from "lucide-react";
import { useEffect } from "react";
import type { ReactNode } from "react";
import type { ComposerTarget } from "../composer/target.ts";
import { useDates } from "../i18n/dates.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { PersonButton } from "../people/PersonButton.tsx";
import { PersonName } from "../people/PersonName.tsx";
import { Reactions } from "../reactions/Reactions.tsx";
import { PersonAvatar } from "../rooms/RoomAvatar.tsx";
import { ThreadLine } from "../threads/ThreadLine.tsx";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import { DoubtLine } from "../encryption/DoubtLine.tsx";
import { LongMessage } from "./LongMessage.tsx";
import { isLong } from "./long-text.ts";
import { MessageContent } from "./MessageContent.tsx";
import { MessageTools } from "./MessageTools.tsx";
import { Readers } from "./Readers.tsx";
import type { MessageItem } from "./rows.ts";
import { summaryOf } from "./summary.ts";

/** One message; the first of a group carries sender and time. Holds no state: it is scrolled past. */
export function Message({
  item,
  head,
  dated,
  handle,
  readers,
  tabStop,
  tools,
  marked,
  onTarget,
}: {
  item: MessageItem;
  head: boolean;
  /** Its day is not the one above it. */
  dated: boolean;
  handle: RoomHandle;
  readers: readonly Member[] | undefined;
  tabStop: boolean;
  tools: boolean;
  marked: boolean;
  onTarget: (target: ComposerTarget) => void;
}): ReactNode {
  const { t } = useI18n();
  const dates = useDates();
  const { sender } = item;
  const label = t("message.label", {
    name: sender.displayName,
    time: dates.time(item.timestamp),
    text: summaryOf(item.body, t),
  });
  const time = dated ? dates.dateTime(item.timestamp) : dates.time(item.timestamp);
  return (
    <article
      className={classes(
        "pl-message",
        head && "pl-message--head",
        item.own && "pl-message--own",
        item.mentionsMe && "pl-message--mention",
        item.send.kind === "failed" && "pl-message--failed",
        marked && "pl-message--marked",
      )}
      aria-label={label}
      data-message={item.key}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the timeline has one tab stop and moves it with the arrow keys
      tabIndex={tabStop ? 0 : -1}
    >
      <div className="pl-message__side">
        {head ? (
          <PersonButton
            userId={sender.userId}
            label={t("people.cardOf", { name: sender.displayName })}
            reachable={false}
          >
            <PersonAvatar
              id={sender.userId}
              name={sender.displayName}
              mxc={sender.avatarMxc}
              size={36}
            />
          </PersonButton>
        ) : (
          <time className="pl-message__late-time" dateTime={new Date(item.timestamp).toISOString()}>
            {time}
          </time>
        )}
      </div>
      <div className="pl-message__main">
        {head ? (
          <div className="pl-message__head">
            <PersonButton userId={sender.userId} reachable={tools && tabStop}>
              <PersonName person={sender} strong />
            </PersonButton>
            <time
              className="pl-message__time"
              dateTime={new Date(item.timestamp).toISOString()}
              title={dates.dateTime(item.timestamp)}
            >
              {time}
            </time>
          </div>
        ) : null}
        {item.replyTo === undefined ? null : <Quote reply={item.replyTo} handle={handle} />}
        {isLong(item.body) ? (
          <LongMessage>
            <MessageContent item={item} handle={handle} />
          </LongMessage>
        ) : (
          <MessageContent item={item} handle={handle} />
        )}
        {item.reactions.length > 0 ? <Reactions item={item} handle={handle} /> : null}
        {item.thread === undefined || item.eventId === undefined ? null : (
          <ThreadLine handle={handle} rootId={item.eventId} thread={item.thread} />
        )}
        {item.eventId !== undefined && handle.summary.get()?.encrypted === true ? (
          <DoubtLine roomId={handle.id} eventId={item.eventId} name={sender.displayName} />
        ) : null}
        <SendLine item={item} handle={handle} />
      </div>
      {readers === undefined ? null : <Readers people={readers} />}
      {tools && item.eventId !== undefined && item.send.kind === "sent" ? (
        <MessageTools item={item} handle={handle} onTarget={onTarget} />
      ) : null}
    </article>
  );
}

/** What a message answers; leads there. */
function Quote({
  reply,
  handle,
}: {
  reply: NonNullable<MessageItem["replyTo"]>;
  handle: RoomHandle;
}): ReactNode {
  const { t } = useI18n();
  const { showEvent } = useRoomNavigation();
  const known = reply.sender !== "";
  useEffect(() => {
    if (!known) handle.loadQuoted(reply.eventId);
  }, [known, handle, reply.eventId]);
  return (
    <button
      type="button"
      className="pl-message__reply"
      title={t("message.toOriginal")}
      onClick={() => showEvent(reply.eventId)}
    >
      <CornerUpLeft aria-hidden="true" />
      <span>
        {known ? (
          <>
            <b>{reply.sender}</b> {reply.preview}
          </>
        ) : (
          t("message.replyUnknown")
        )}
      </span>
    </button>
  );
}

function SendLine({ item, handle }: { item: MessageItem; handle: RoomHandle }): ReactNode {
  const { t } = useI18n();
  if (item.send.kind === "sent") return null;
  if (item.send.kind === "sending") {
    return (
      <p className="pl-message__sending">
        <Clock aria-hidden="true" />
        {t("message.sending")}
      </p>
    );
  }
  return (
    <div className="pl-message__failure" role="alert">
      <CircleAlert aria-hidden="true" />
      <span>
        {t("message.failed")} {t(`problem.matrix.${item.send.code}`)}
      </span>
      <Button size="small" variant="quiet" onClick={() => handle.retry(item.key)}>
        {t("common.tryAgain")}
      </Button>
      <Button size="small" variant="quiet" onClick={() => handle.discard(item.key)}>
        {t("message.discard")}
      </Button>
    </div>
  );
}
