import type { ReactNode } from "react";
import { Undecryptable } from "../encryption/Undecryptable.tsx";
import { useI18n } from "../i18n/I18n.tsx";
import { FileMessage } from "./FileMessage.tsx";
import { FormattedText } from "./FormattedText.tsx";
import { piecesOf } from "./links.ts";
import type { MessageItem } from "./rows.ts";

/** What a message says or holds. */
export function MessageContent({ item }: { item: MessageItem }): ReactNode {
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
          {item.edited ? <span className="pl-text__edited"> {t("message.edited")}</span> : null}
        </div>
      );
    case "file":
      return <FileMessage body={body} />;
    case "poll":
      return <p className="pl-text">{body.poll.question}</p>;
    case "redacted":
      return <p className="pl-text pl-text--quiet">{t("message.redacted")}</p>;
    case "undecryptable":
      return <Undecryptable item={item} reason={body.reason} />;
    case "unsupported":
      return <p className="pl-text pl-text--quiet">{body.fallback ?? t("message.unsupported")}</p>;
    default:
      return body satisfies never;
  }
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
