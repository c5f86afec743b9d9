import type { MessageBody, TimelineItem } from "@plenum/matrix";

export type FileBody = Extract<MessageBody, { kind: "file" }>;
export type MessageItem = Extract<TimelineItem, { kind: "message" }>;

/** A message that is a file. */
export interface FileItem {
  readonly item: MessageItem;
  readonly body: FileBody;
}

/** Bytes of an encrypted picture that is fetched without being asked for. */
const UNASKED = 15_000_000;
/** Bytes up to which a picture is shown as it is, without a smaller copy. */
const SMALL = 400_000;

/**
 * What the timeline loads of a picture: the sender's smaller copy, the server's, or the picture
 * itself; nothing where it is encrypted, large and without a smaller copy.
 */
export function previewOf(body: FileBody): {
  readonly source: FileBody["source"];
  readonly mimeType: string;
  readonly how: "full" | "preview" | "none";
} {
  const { source, mimeType, thumbnail, size } = body;
  const small = size !== undefined && size <= SMALL;
  if (small && thumbnail === undefined) return { source, mimeType, how: "full" };
  if (thumbnail !== undefined) return { ...thumbnail, how: "full" };
  if (source.encrypted === undefined) return { source, mimeType, how: "preview" };
  return { source, mimeType, how: size !== undefined && size > UNASKED ? "none" : "full" };
}

/** The pictures of a timeline, oldest first, for going from one to the next. */
export function picturesOf(items: readonly TimelineItem[]): readonly FileItem[] {
  return items.flatMap((item) =>
    item.kind === "message" && item.body.kind === "file" && item.body.media === "image"
      ? [{ item, body: item.body }]
      : [],
  );
}

/** Whether pages of a file can be shown. */
export function isPdf({ mimeType, name }: FileBody): boolean {
  return (
    mimeType === "application/pdf" ||
    (mimeType === "application/octet-stream" && name.toLowerCase().endsWith(".pdf"))
  );
}

/** A length of time in milliseconds as minutes and seconds, e.g. 1:05. */
export function lengthText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
