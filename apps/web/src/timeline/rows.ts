import type { TimelineItem } from "@plenum/matrix";

export type MessageItem = Extract<TimelineItem, { kind: "message" }>;
export type ChangeItem = Extract<TimelineItem, { kind: "change" }>;

/** What the timeline shows, one under the other. */
export type Row =
  /** Above the first message there is. */
  | { readonly kind: "beginning"; readonly key: string }
  | { readonly kind: "day"; readonly key: string; readonly timestamp: number }
  | { readonly kind: "unread"; readonly key: string }
  /**
   * `head` is the first of a group: it carries sender and time; `dated` says that it is of an
   * earlier day than the line above it, by a wrong clock or a bridge, so that the time needs a date.
   */
  | {
      readonly kind: "message";
      readonly key: string;
      readonly item: MessageItem;
      readonly head: boolean;
      readonly dated: boolean;
    }
  | { readonly kind: "changes"; readonly key: string; readonly items: readonly ChangeItem[] };

/** Up to where a room was read when it was opened. */
export interface ReadPosition {
  /** Event id after which everything is unread. */
  readonly upTo?: string | undefined;
  /** How many messages the server counted as unread; holds where the event is not in sight. */
  readonly unread: number;
}

/** Milliseconds after which the same sender begins a new group. */
const GROUP = 5 * 60_000;

/**
 * Folds timeline items into rows: a line where a day of messages begins, a line where the unread begins,
 * messages of one sender within five minutes as one group, neighbouring changes as one row.
 * Changes that say nothing to people are left out.
 * @param dayOf names the calendar day of a time; the same name is the same day
 */
export function rowsOf(
  items: readonly TimelineItem[],
  read: ReadPosition,
  dayOf: (timestamp: number) => string,
): readonly Row[] {
  const rows: Row[] = [];
  let day: { name: string; timestamp: number } | undefined;
  let group: { sender: string; timestamp: number } | undefined;
  let changes: ChangeItem[] = [];
  const unreadFrom = firstUnread(items, read);

  const flushChanges = (): void => {
    const [first] = changes;
    if (first) rows.push({ kind: "changes", key: `changes:${first.key}`, items: changes });
    changes = [];
  };

  items.forEach((item, index) => {
    if (item.kind === "change") {
      if (item.change.type === "other") return;
      group = undefined;
      changes.push(item);
      return;
    }
    const itemDay = dayOf(item.timestamp);
    const other = itemDay !== day?.name;
    // The server's order counts: a day does not begin again because a clock was wrong.
    const dated = other && day !== undefined && item.timestamp < day.timestamp;
    if (other && !dated) {
      flushChanges();
      day = { name: itemDay, timestamp: item.timestamp };
      group = undefined;
      rows.push({ kind: "day", key: `day:${itemDay}`, timestamp: item.timestamp });
    }
    if (index === unreadFrom) {
      flushChanges();
      group = undefined;
      rows.push({ kind: "unread", key: "unread" });
    }
    flushChanges();
    const head =
      group === undefined ||
      group.sender !== nameOf(item.sender) ||
      item.timestamp - group.timestamp > GROUP ||
      item.replyTo !== undefined ||
      dated;
    // A group is measured from its head: a long monologue still shows the time now and then.
    if (head) group = { sender: nameOf(item.sender), timestamp: item.timestamp };
    rows.push({ kind: "message", key: item.key, item, head, dated });
  });
  flushChanges();
  return rows;
}

/** The bot of a migration writes for many people. */
function nameOf(sender: MessageItem["sender"]): string {
  return `${sender.userId} ${sender.displayName}`;
}

/**
 * Index of the first unread item: the first message of somebody else after the read position.
 * Own messages are never unread.
 */
function firstUnread(items: readonly TimelineItem[], { upTo, unread }: ReadPosition): number {
  const read =
    upTo === undefined
      ? -1
      : items.findLastIndex((item) => item.kind === "message" && item.eventId === upTo);
  if (read >= 0) {
    return items.findIndex((item, index) => index > read && item.kind === "message" && !item.own);
  }
  if (unread === 0) return -1;
  const others = items.flatMap((item, index) =>
    item.kind === "message" && !item.own ? [index] : [],
  );
  return others.at(-unread) ?? -1;
}

/** From how many changes on they are folded. */
export const FOLD_FROM = 3;

/** Keys of the rows at which the arrow keys stop: messages, and lines with something to press. */
export function stopsOf(rows: readonly Row[]): readonly string[] {
  const stops = rows.filter(
    (row) =>
      row.kind === "message" ||
      row.kind === "day" ||
      (row.kind === "changes" && row.items.length >= FOLD_FROM),
  );
  return stops.map(({ key }) => key);
}

/** Key of the newest message: where the focus enters. */
export function lastMessage(rows: readonly Row[]): string | undefined {
  return rows.findLast(({ kind }) => kind === "message")?.key;
}

function sameRow(a: Row, b: Row): boolean {
  if (a.kind === "message") {
    return b.kind === a.kind && a.item === b.item && a.head === b.head && a.dated === b.dated;
  }
  if (a.kind === "changes") {
    return (
      b.kind === a.kind &&
      a.items.length === b.items.length &&
      a.items.every((item, index) => item === b.items[index])
    );
  }
  if (a.kind === "day") return b.kind === a.kind && a.timestamp === b.timestamp;
  return a.kind === b.kind;
}

/** A function that shares the rows it is given with those it was given before. */
export function sharingRows(): (rows: readonly Row[]) => readonly Row[] {
  let before: readonly Row[] = [];
  return (rows) => {
    before = shareRows(before, rows);
    return before;
  };
}

/** `next` with every row that is as before being the same object: such rows need no rendering. */
export function shareRows(before: readonly Row[], next: readonly Row[]): readonly Row[] {
  if (before.length === 0) return next;
  const known = new Map(before.map((row) => [row.key, row]));
  return next.map((row) => {
    const old = known.get(row.key);
    return old !== undefined && sameRow(old, row) ? old : row;
  });
}
