import { describe, expect, it } from "vitest";
import { BUILT_IN_TEMPLATES, type RoomPlan } from "@plenum/model";
import { createRoomBody, plannedState, plannedWidget } from "./room-plan.ts";

const ANNA = "@anna:a.example";
const wish: RoomPlan = {
  title: "Ausschuss",
  template: "committee",
  settings: BUILT_IN_TEMPLATES.committee,
};
const withSettings = (change: Partial<RoomPlan["settings"]>): RoomPlan => ({
  ...wish,
  settings: { ...wish.settings, ...change },
});
const contentOf = (plan: RoomPlan, wanted: string): unknown =>
  plannedState(plan, ANNA).find(({ type }) => type === wanted)?.content;

describe("the plan of a conference room", () => {
  it("names nobody but the requester in the power levels: creators of version 12 must not stand there", () => {
    expect(createRoomBody(wish, ANNA, "id")).toMatchObject({
      room_version: "12",
      creation_content: { "chat.plenum.provisioning": "id" },
      power_level_content_override: { users: { [ANNA]: 100 } },
    });
  });

  it("lets everybody announce that he is in the call and raise a hand, moderators lead the speaking list, and the bot alone keep it", () => {
    const power = plannedState(wish, ANNA).find(({ type }) => type === "m.room.power_levels");
    expect(power?.content).toMatchObject({
      users_default: 0,
      state_default: 100,
      invite: 50,
      events: {
        "org.matrix.msc3401.call.member": 0,
        "chat.plenum.hand": 0,
        "chat.plenum.conference": 100,
        "chat.plenum.floor": 150,
        "chat.plenum.speaking.command": 100,
      },
    });
  });

  it.each([
    [true, true],
    [false, false],
  ])("is encrypted when asked for: %s", (encrypted, present) => {
    const types = plannedState(withSettings({ encrypted }), ANNA).map(({ type }) => type);
    expect(types.includes("m.room.encryption")).toBe(present);
  });

  it("sends each state once: what createRoom has a field for is not in the initial state", () => {
    const body = createRoomBody(wish, ANNA, "id");
    expect(body).toMatchObject({ name: "Ausschuss" });
    const initial = JSON.stringify(Reflect.get(body, "initial_state"));
    expect(initial).not.toContain("m.room.name");
    expect(initial).not.toContain("m.room.power_levels");
  });

  it.each([
    ["a lobby: people may knock", { lobby: true }, "m.room.join_rules", { join_rule: "knock" }],
    ["no lobby", { lobby: false }, "m.room.join_rules", { join_rule: "invite" }],
    [
      "messages for two days",
      { retentionDays: 2 },
      "m.room.retention",
      { max_lifetime: 172_800_000 },
    ],
    ["messages for ever", {}, "m.room.retention", undefined],
    [
      "history for those who come later",
      { history: "shared" },
      "m.room.history_visibility",
      { history_visibility: "shared" },
    ],
    [
      "locks of the template",
      { locks: { audio: false, video: false, desktop: true, chat: false } },
      "chat.plenum.conference",
      {
        kind: "committee",
        title: "Ausschuss",
        lobby: false,
        locks: { audio: false, video: false, desktop: true, chat: false },
      },
    ],
  ] as const)("follows its template: %s", (_story, change, type, expected) => {
    expect(contentOf(withSettings(change), type)).toEqual(expected);
  });

  it("says when it begins and ends", () => {
    const times = { startsAt: "2026-12-01T09:00:00Z", endsAt: "2026-12-01T11:00:00+01:00" };
    expect(contentOf({ ...wish, ...times }, "chat.plenum.conference")).toMatchObject({
      starts_at: times.startsAt,
      ends_at: times.endsAt,
    });
  });

  it("shows Element the same call", () => {
    expect(plannedWidget("!abc", wish, "@plenum:a.example", "meet.a.example")).toMatchObject({
      type: "jitsi",
      data: { domain: "meet.a.example", conferenceId: "efqweyy", auth: "openidtoken-jwt" },
    });
  });
});
