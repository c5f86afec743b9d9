import { describe, expect, it } from "vitest";
import { readPreview } from "./preview.ts";

const room = { room_id: "!r:x", name: "Haushalt", num_joined_members: 3, join_rule: "knock" };

describe("a room as outsiders see it", () => {
  it.each([
    [
      "with a name",
      room,
      { id: "!r:x", name: "Haushalt", members: 3, rule: "knock", isSpace: false },
    ],
    [
      "without one: its address",
      { ...room, name: undefined, canonical_alias: "#h:x" },
      { name: "#h:x" },
    ],
    [
      "without a rule: the directory's way to say everybody",
      { ...room, join_rule: undefined },
      { rule: "public" },
    ],
    ["with a rule that nobody knows", { ...room, join_rule: "x" }, { rule: "invite" }],
    ["a space", { ...room, room_type: "m.space" }, { isSpace: true }],
    ["one's own asking", { ...room, membership: "knock" }, { membership: "knock" }],
    ["a membership that nobody knows", { ...room, membership: "king" }, { membership: "leave" }],
    ["encrypted", { ...room, encryption: "m.megolm.v1.aes-sha2" }, { encrypted: true }],
    ["people that cannot be counted", { ...room, num_joined_members: -3 }, { members: 0 }],
    ["a name that plays tricks", { ...room, name: "\u202Eevil" }, { name: "evil" }],
    [
      "a picture that is no address",
      { ...room, avatar_url: "https://evil.example" },
      { name: "Haushalt" },
    ],
  ])("%s", (_story, answer, expected) => {
    expect(readPreview(answer)).toMatchObject(expected);
  });
  it.each([[undefined], [null], [[]], [{}], [{ room_id: "#alias:x" }], [{ room_id: 7 }]])(
    "%j is none",
    (answer) => {
      expect(readPreview(answer)).toBeUndefined();
    },
  );
});
