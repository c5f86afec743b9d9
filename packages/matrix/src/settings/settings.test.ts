import { describe, expect, it } from "vitest";
import type { NewRoomOptions } from "../contract.ts";
import { firstState } from "./create.ts";
import {
  readAccess,
  readServerAcl,
  readSettings,
  type SettingsFacts,
  writeAccess,
} from "./settings.ts";

const facts: SettingsFacts = {
  id: "!r",
  create: { room_version: "12" },
  name: { name: "Haushalt" },
  topic: undefined,
  avatar: undefined,
  alias: undefined,
  joinRules: undefined,
  history: undefined,
  callEncryption: undefined,
  encrypted: false,
  levels: undefined,
  ownPower: 0,
};

const allow = [{ type: "m.room_membership", room_id: "!s" }];

describe("who may enter", () => {
  it.each([
    ["those invited", { join_rule: "invite" }, { rule: "invite", spaces: [] }],
    ["those who ask", { join_rule: "knock" }, { rule: "knock", spaces: [] }],
    [
      "members of a space",
      { join_rule: "restricted", allow },
      { rule: "restricted", spaces: ["!s"] },
    ],
    [
      "a way that nobody knows",
      { join_rule: "restricted", allow: [{ type: "x.y", room_id: "!s" }, 7] },
      { rule: "restricted", spaces: [] },
    ],
    ["everybody", { join_rule: "public", allow }, { rule: "public", spaces: [] }],
    ["a rule that nobody knows", { join_rule: "party" }, { rule: "invite", spaces: [] }],
    ["a name that every object has", { join_rule: "__proto__" }, { rule: "invite", spaces: [] }],
    ["no rule", undefined, { rule: "invite", spaces: [] }],
  ])("%s", (_story, content, access) => {
    expect(readAccess(content)).toEqual(access);
  });
  it("is written as it is read", () => {
    for (const rule of ["invite", "knock", "public"] as const) {
      expect(readAccess(writeAccess({ rule, spaces: ["!s"] }))).toEqual({ rule, spaces: [] });
    }
    const access = { rule: "knock_restricted", spaces: ["!s", "!t"] } as const;
    expect(readAccess(writeAccess(access))).toEqual(access);
  });
});

describe("the settings of a room", () => {
  it.each([
    ["plain", {}, { name: "Haushalt", topic: "", history: "shared", version: "12" }],
    ["a name that plays tricks", { name: { name: "\u202Eevil" } }, { name: "evil" }],
    ["a topic of several lines", { topic: { topic: "a\n\u202Eb\n" } }, { topic: "a\nb" }],
    [
      "a history that nobody knows",
      { history: { history_visibility: "all" } },
      { history: "shared" },
    ],
    ["a room without a version", { create: {} }, { version: "1" }],
    ["a space", { create: { type: "m.space" } }, { isSpace: true }],
    ["an address that is none", { alias: { alias: "haushalt" } }, { name: "Haushalt" }],
  ])("%s", (_story, parts, expected) => {
    expect(readSettings({ ...facts, ...parts })).toMatchObject(expected);
  });
});

describe("servers that may take part", () => {
  it.each([
    ["all", undefined, undefined],
    ["all, once there was a list", {}, undefined],
    [
      "some",
      { allow: ["*.x"], deny: ["evil.x"], allow_ip_literals: false },
      { allow: ["*.x"], deny: ["evil.x"], addressesAllowed: false },
    ],
    [
      "a broken list lets nobody in",
      { allow: "x" },
      { allow: [], deny: [], addressesAllowed: true },
    ],
    [
      "names that are none",
      { allow: [7, "\u202E", "a.x"] },
      { allow: ["a.x"], deny: [], addressesAllowed: true },
    ],
  ])("%s", (_story, content, expected) => {
    expect(readServerAcl(content)).toEqual(expected);
  });
});

const options: NewRoomOptions = {
  name: "Haushalt",
  access: { rule: "invite", spaces: [] },
  history: "shared",
  encrypted: true,
  invite: [],
};

describe("a new room", () => {
  it.each<[string, Partial<NewRoomOptions>, readonly string[]]>([
    ["encrypted", {}, ["m.room.encryption"]],
    ["open to all", { encrypted: false }, []],
    ["a space is never encrypted", { isSpace: true }, []],
    ["in a space", { spaceId: "!s" }, ["m.room.encryption", "m.space.parent"]],
  ])("%s", (_story, parts, more) => {
    const types = firstState({ ...options, ...parts }, undefined, ["x"]).map(({ type }) => type);
    expect(types).toEqual([
      "m.room.join_rules",
      "m.room.history_visibility",
      "m.room.guest_access",
      ...more,
    ]);
  });
  it("has its picture", () => {
    expect(firstState(options, "mxc://x/y", [])).toContainEqual({
      type: "m.room.avatar",
      state_key: "",
      content: { url: "mxc://x/y" },
    });
  });
});
