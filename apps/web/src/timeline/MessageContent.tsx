import type { MessageBody, RoomHandle } from "@plenum/matrix";
import { Suspense, useMemo } from "react";
import type { ReactNode } from "react";
import { useApp } from "../app/AppContext.tsx";
import { ringTexts } from "../call/ring/texts.ts";
import { Undecryptable } from "../encryption/Undecryptable.tsx";
import { lazyView } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { linkOf } from "../link-previews/link-of.ts";
import { linkPreviewTexts } from "../link-previews/texts.ts";
import { fitted } from "../media/file-size.ts";
import { mediaTexts } from "../media/texts.ts";
import { pollTexts } from "../polls/texts.ts";
import { useRoomDialog } from "../rooms/RoomDialog.tsx";
import { actionTexts } from "./actions/texts.ts";
import { FormattedText } from "./FormattedText.tsx";
import { piecesOf } from "./links.ts";
import type { MessageItem } from "./rows.ts";
import { summaryOf } from "./summary.ts";

const FileMessage = lazyView(() => import("../media/FileMessage.tsx"), mediaTexts);

const CallLine = lazyView(() => import("../call/ring/CallLine.tsx"), ringTexts);
const LinkPreviewCard = lazyView(
  () => import("../link-previews/LinkPreviewCard.tsx"),
  linkPreviewTexts,
);
const PollMessage = lazyView(() => import("../polls/PollMessage.tsx"), pollTexts);
const VersionsDialog = lazyView(() => import("./actions/VersionsDialog.tsx"), actionTexts);

/** The place that a file will take, so that nothing moves when the code for files comes. */
function placeOf(body: Extract<MessageBody, { kind: "file" }>): { width: number; height: number } {
  return body.media === "image" ? fitted(body.width, body.height) : { width: 320, height: 46 };
}

/** What a message says or holds. */
export function MessageContent({
  item,
  handle,
}: {
  item: MessageItem;
  handle: RoomHandle;
}): ReactNode {
  const { t } = useI18n();
  const { body } = item;
  switch (body.kind) {
    case "text":
      return (
        <div className="pl-text">
          {body.style === "emote" ? <i>{item.sender.displayName} </i> : null}
          {body.html === undefined ? (
            <PlainText text={body.body} />
          ) : (
            <FormattedText html={body.html} plain={<PlainText text={body.body} />} />
          )}
          {item.edited ? <EditedMark item={item} handle={handle} /> : null}
          <LinkPreview text={body.body} handle={handle} />
        </div>
      );
    case "file":
      return (
        <Suspense fallback={<div style={placeOf(body)} />}>
          <FileMessage item={item} body={body} handle={handle} />
        </Suspense>
      );
    case "poll":
      return (
        <Suspense fallback={<div style={{ height: 96 + 36 * body.poll.answers.length }} />}>
          <PollMessage poll={body.poll} eventId={item.eventId} handle={handle} />
        </Suspense>
      );
    case "call":
      return (
        <Suspense fallback={<div style={{ height: 32 }} />}>
          <CallLine outcome={body.outcome} own={item.own} roomId={handle.id} />
        </Suspense>
      );
    case "redacted":
      return <p className="pl-text pl-text--quiet">{t("message.redacted")}</p>;
    case "undecryptable":
      return <Undecryptable item={item} reason={body.reason} />;
    case "unsupported":
      return <p className="pl-text pl-text--quiet">{summaryOf(body, t)}</p>;
    default:
      return body satisfies never;
  }
}

/** The web page that a text is about, where the agency shows such pages; not in encrypted rooms. */
function LinkPreview({ text, handle }: { text: string; handle: RoomHandle }): ReactNode {
  const { config } = useApp();
  const href = useMemo(() => linkOf(text, location.origin), [text]);
  if (href === undefined || !config.agency.switches.linkPreviews) return null;
  // The server must not learn what is written in encrypted rooms; in doubt a room is one.
  if (handle.summary.get()?.encrypted ?? true) return null;
  return (
    <Suspense>
      <LinkPreviewCard href={href} />
    </Suspense>
  );
}

/** Leads to the earlier wordings. */
function EditedMark({ item, handle }: { item: MessageItem; handle: RoomHandle }): ReactNode {
  const { t } = useI18n();
  const show = useRoomDialog();
  const { eventId } = item;
  if (eventId === undefined) return <span className="pl-text__edited"> {t("message.edited")}</span>;
  return (
    <>
      {" "}
      <button
        type="button"
        className="pl-text__edited"
        title={t("message.versions")}
        aria-haspopup="dialog"
        onClick={() =>
          show((close) => <VersionsDialog roomId={handle.id} eventId={eventId} onClose={close} />)
        }
      >
        {t("message.edited")}
      </button>
    </>
  );
}

function PlainText({ text }: { text: string }): ReactNode {
  return (
    <span className="pl-text__plain">
      {piecesOf(text).map((piece, index) =>
        piece.href === undefined ? (
          piece.text
        ) : (
          // oxlint-disable-next-line react/no-array-index-key -- the pieces of one text never move
          <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        ),
      )}
    </span>
  );
}
