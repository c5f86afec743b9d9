import type { RoomSummary } from "../contract.ts";

/**
 * A room right after the start, when only its newest message has come: as long as its numbers are
 * not exact, those that were shown last are closer to the truth, unless more is unread already.
 * Without this every number would fall and rise again at each start. Pure.
 * @param kept as the room was shown before
 * @param live as it is known now
 */
export function withKeptCounts(kept: RoomSummary, live: RoomSummary): RoomSummary {
  if (live.countsExact || live.membership !== "join" || live.unread >= kept.unread) return live;
  const mentions = live.notifications === "none" ? 0 : Math.max(kept.mentions, live.mentions);
  return { ...live, unread: kept.unread, mentions, conversations: kept.conversations };
}
