import type { RoomHandle } from "@plenum/matrix";
import type { ReactNode } from "react";
import { FormattedText } from "../timeline/FormattedText.tsx";
import { AudioFile } from "./AudioFile.tsx";
import { FileCard } from "./FileCard.tsx";
import { isPdf, type FileBody, type MessageItem } from "./file-message.ts";
import { PdfFile } from "./PdfFile.tsx";
import { Picture } from "./Picture.tsx";
import { VideoFile } from "./VideoFile.tsx";
import "./media.css";

/** A file in the timeline, with what the sender wrote about it. */
export default function FileMessage({
  item,
  body,
  handle,
}: {
  item: MessageItem;
  body: FileBody;
  handle: RoomHandle;
}): ReactNode {
  const caption = <span className="pl-text__plain">{body.caption}</span>;
  return (
    <figure className="pl-file" data-file={body.name}>
      <Shown item={item} body={body} handle={handle} />
      {body.caption === undefined ? null : (
        <figcaption className="pl-text" dir="auto">
          {body.captionHtml === undefined ? (
            caption
          ) : (
            <FormattedText html={body.captionHtml} plain={caption} />
          )}
        </figcaption>
      )}
    </figure>
  );
}

function Shown({
  item,
  body,
  handle,
}: {
  item: MessageItem;
  body: FileBody;
  handle: RoomHandle;
}): ReactNode {
  switch (body.media) {
    case "image":
      return <Picture item={item} body={body} handle={handle} />;
    case "video":
      return <VideoFile body={body} />;
    case "audio":
      return <AudioFile body={body} />;
    case "file":
      return isPdf(body) ? <PdfFile body={body} /> : <FileCard body={body} />;
    default:
      return body.media satisfies never;
  }
}
