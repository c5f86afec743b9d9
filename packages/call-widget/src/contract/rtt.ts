/** A line that somebody writes, or says and has written down, letter by letter. */
export interface RttLine {
  /** Stays the same as long as the line is shown. */
  readonly key: string;
  /** Endpoint id of who writes. */
  readonly from: string;
  /** As the call knew them when they wrote; they may be gone by now. */
  readonly name: string;
  readonly isLocal: boolean;
  readonly text: string;
  /** Recognised from speech instead of typed. */
  readonly caption: boolean;
  /** Nothing is added to it any more. */
  readonly done: boolean;
}

export interface RttSlice {
  /** Whether real-time text is shown here. Nothing is written before it is. */
  readonly open: boolean;
  /** In the order in which they were begun. */
  readonly lines: readonly RttLine[];
  /** Name of somebody who writes while it is not shown here. */
  readonly offer?: string;
  /** Whether finished lines are kept in the room. */
  readonly kept: boolean;
  /** A line that the room did not take. */
  readonly lost?: string;
}

export interface RttActions {
  openRtt(open: boolean): void;
  /** Shows the others what stands in one's line by now. */
  writeRtt(text: string): void;
  /** One's line as it stands, for a field that is shown again. */
  ownRtt(): string;
  /** Ends one's line: it stays as it is, and is kept in the room. */
  finishRtt(): void;
  /** Does not offer to read along any more in this call; takes away what was said of a lost line. */
  dismissRtt(): void;
}
