/** Why the reading of a document ended before its end. */
export type StopReason =
  | "doctype"
  | "encoding"
  | "bytes"
  | "broken"
  | "truncated"
  | "too-large"
  | "too-deep";

/** A document cannot be read on; what was handed out before was complete. */
export class XmlStopped extends Error {
  override name = "XmlStopped";

  constructor(
    readonly reason: StopReason,
    /** From 1. */
    readonly line: number,
    /** What the parser says, or the encoding that nobody knows. */
    readonly detail = "",
  ) {
    super(`${reason} in line ${line}${detail === "" ? "" : `: ${detail}`}`);
  }
}
