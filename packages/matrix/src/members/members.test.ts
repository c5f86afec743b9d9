import { describe, expect, it } from "vitest";
import { toMember } from "./member.ts";
import { powerOf } from "./power.ts";

const CREATOR = "@bot:x";
const levels = { users: { "@mod:x": 100, "@old:x": "50", "@odd:x": {} }, users_default: 5 };

describe("power in a room", () => {
  it.each([
    ["12", "@mod:x", levels, 100],
    ["12", "@somebody:x", levels, 5],
    ["12", CREATOR, levels, Infinity],
    ["12", "@second:x", levels, Infinity],
    ["11", CREATOR, levels, 5],
    ["10", "@old:x", levels, 50],
    ["12", "@odd:x", levels, 5],
    ["11", CREATOR, undefined, 100],
    ["11", "@mod:x", undefined, 0],
    ["12", "@mod:x", "nonsense", 0],
    ["12", "__proto__", levels, 5],
  ])("version %s: %s", (version, userId, content, expected) => {
    const create = { room_version: version, additional_creators: ["@second:x", 7] };
    expect(powerOf(userId, { create, creator: CREATOR, levels: content })).toBe(expected);
  });
});

describe("a member", () => {
  it.each([
    [
      { userId: "@anna:a.example", displayName: "Anna\u202E" },
      { displayName: "Anna", server: "a.example", isGuest: false },
    ],
    [{ userId: "@anna:a.example", displayName: "\u200B" }, { displayName: "anna" }],
    [
      {
        userId: "@anna:a.example",
        displayName: 7,
        avatarUrl: "javascript:1",
        membership: "emperor",
      },
      { displayName: "anna", membership: "leave" },
    ],
    [
      { userId: "@guest-1:a.example", membership: "join" },
      { isGuest: true, membership: "join" },
    ],
    [{ userId: "@anna:a.example", avatarUrl: "mxc://x/y" }, { avatarMxc: "mxc://x/y" }],
  ])("%j", (facts, expected) => {
    expect(toMember({ powerLevel: 0, ...facts })).toMatchObject(expected);
  });
});
