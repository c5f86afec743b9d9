import { describe, expect, it } from "vitest";
import type { RoomSummary } from "../contract.ts";
import { withKeptCounts } from "./kept-counts.ts";

const ROOM: RoomSummary = {
  id: "!a:amt.example",
  name: "Haushalt",
  isSpace: false,
  isDirect: false,
  membership: "join",
  encrypted: true,
  isConference: false,
  unread: 0,
  mentions: 0,
  conversations: [],
  countsExact: false,
  muted: false,
  notifications: "all",
  markedUnread: false,
  favourite: false,
  lowPriority: false,
  lastActivity: 0,
  spaces: [],
  children: [],
  callMembers: [],
};
const nine = { unread: 9, mentions: 1, lastTimestamp: 1, messages: [] };
const KEPT: RoomSummary = {
  ...ROOM,
  unread: 9,
  mentions: 1,
  conversations: [nine],
  countsExact: true,
};

describe("the numbers of a room right after the start", () => {
  const cases: readonly (readonly [
    story: string,
    live: Partial<RoomSummary>,
    shown: readonly [unread: number, mentions: number, conversations: number],
  ])[] = [
    ["only the newest message is there: as before", { unread: 1 }, [9, 1, 1]],
    ["nothing is there yet: as before", {}, [9, 1, 1]],
    ["a mention is newer than what was kept", { unread: 2, mentions: 2 }, [9, 2, 1]],
    ["it is certain that all is read", { countsExact: true }, [0, 0, 0]],
    ["it is certain that less is unread", { unread: 2, countsExact: true }, [2, 0, 0]],
    ["more is unread than before", { unread: 20 }, [20, 0, 0]],
    ["it was silenced elsewhere", { notifications: "none" }, [9, 0, 1]],
    ["it was left elsewhere", { membership: "leave" }, [0, 0, 0]],
  ];
  it.each(cases)("%s", (_, live, [unread, mentions, conversations]) => {
    const shown = withKeptCounts(KEPT, { ...ROOM, ...live });
    expect([shown.unread, shown.mentions, shown.conversations.length]).toEqual([
      unread,
      mentions,
      conversations,
    ]);
  });
});
