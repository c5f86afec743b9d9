import { describe, expect, it } from "vitest";
import { type MeetingsAddress, meetingsPath, parseMeetings } from "./address.ts";

const ID = "6f1f7c0e-7f0c-4f5e-8a55-2a2f0c6d1e01";
const parse = (path: string): MeetingsAddress | undefined =>
  parseMeetings(path.split("/").filter((part) => part !== "" && part !== "meetings"));

describe("addresses of meetings", () => {
  it.each<[string, MeetingsAddress]>([
    ["/meetings", {}],
    ["/meetings/week", { view: "week" }],
    ["/meetings/2026-12-01", { day: "2026-12-01" }],
    ["/meetings/list/2026-12-01", { view: "list", day: "2026-12-01" }],
    [`/meetings/day/2026-12-01/${ID}`, { view: "day", day: "2026-12-01", meeting: { id: ID } }],
    [
      `/meetings/day/2026-12-01/${ID}/2026-12-01T09:30`,
      { view: "day", day: "2026-12-01", meeting: { id: ID, original: "2026-12-01T09:30" } },
    ],
    [`/meetings/meeting/${ID}`, { meeting: { id: ID } }],
    [
      `/meetings/meeting/${ID}/2026-12-01T09:30`,
      { meeting: { id: ID, original: "2026-12-01T09:30" } },
    ],
  ])("%s leads there and back", (path, address) => {
    expect(parse(path)).toEqual(address);
    expect(meetingsPath(address)).toBe(path);
  });

  it.each([
    "/meetings/month",
    "/meetings/week/1",
    "/meetings/meeting",
    "/meetings/meeting/1",
    `/meetings/${ID}`,
    `/meetings/meeting/${ID}/morgen`,
    `/meetings/week/2026-12-01/${ID}/2026-12-01T09:30/more`,
  ])("%s is none", (path) => {
    expect(parse(path)).toBeUndefined();
  });
});
