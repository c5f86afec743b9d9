import type { TimelineSnapshot } from "@plenum/matrix";

type Item = TimelineSnapshot["items"][number];
type MessageItem = Extract<Item, { kind: "message" }>;
export type PollItem = MessageItem & { body: Extract<MessageItem["body"], { kind: "poll" }> };

/**
 * The poll to show over a call: the newest that began since one has been in it, and that one has not put
 * away. One's own begins when it is sent.
 * @param since milliseconds since 1970
 * @param hidden keys of polls that were put away
 */
export function currentPoll(
  items: readonly Item[],
  since: number,
  hidden: ReadonlySet<string>,
): PollItem | undefined {
  return items.findLast(
    (item): item is PollItem =>
      item.kind === "message" &&
      item.body.kind === "poll" &&
      item.timestamp >= since &&
      !hidden.has(item.eventId ?? item.key),
  );
}
