import { readFileSync } from "node:fs";
import {
  assert,
  boolean,
  constant,
  constantFrom,
  dictionary,
  integer,
  oneof,
  pre,
  property,
  record,
  string,
} from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACT_RULES,
  CONFERENCE_ACTS,
  mayAct,
  needsColleague,
  obstacleTo,
  roleMay,
  type ConferenceAct,
} from "./acts.ts";
import { conferenceRoleSchema, rankOf, roleOf } from "./roles.ts";
import { readRoomRights } from "./room-rights.ts";

const ROLES = conferenceRoleSchema.options;
const rights = readRoomRights({
  state_default: 100,
  invite: 50,
  kick: 100,
  ban: 100,
  redact: 100,
  events: { "chat.plenum.hand": 0 },
});
const colleague = (power: number) => ({ power, isGuest: false });
const guest = (power: number) => ({ power, isGuest: true });

describe("who may do what", () => {
  it.each([
    ["a listener hears", "listen", colleague(-10), undefined],
    ["a listener is not heard", "speak", colleague(-10), "role"],
    ["a listener raises no hand", "raise-hand", colleague(-10), "role"],
    ["a listener may report", "report", guest(-10), undefined],
    ["a guest speaks", "speak", guest(0), undefined],
    ["a participant mutes nobody", "mute", colleague(0), "role"],
    ["a presenter mutes nobody", "mute", colleague(50), "role"],
    ["a presenter invites", "invite", colleague(50), undefined],
    ["a moderator mutes", "mute", colleague(100), undefined],
    ["a guest who moderates mutes", "mute", guest(100), undefined],
    ["a guest who moderates gives no roles", "change-role", guest(100), "guest"],
    ["a guest who moderates reads no log", "read-log", guest(100), "guest"],
    ["a creator does everything", "lock-room", colleague(Infinity), undefined],
    ["nobody does what there is not", "launch", colleague(Infinity), "unknown"],
    ["nor what every object has", "__proto__", colleague(Infinity), "unknown"],
    ["nor that", "toString", colleague(Infinity), "unknown"],
  ] as const)("%s", (_story, act, actor, obstacle) => {
    expect(obstacleTo(act, actor, rights)).toBe(obstacle);
  });
  it("asks the room as well", () => {
    const strict = readRoomRights({ events: { "m.room.join_rules": 101 } });
    expect(obstacleTo("lock-room", colleague(100), strict)).toBe("room");
  });
  it.each([
    ["remove", 100, "rank"],
    ["ban", 100, "rank"],
    ["change-role", 100, "rank"],
    ["remove-from-call", 50, undefined],
    ["mute", 100, undefined],
  ] as const)("%s towards a power of %s", (act, towards, obstacle) => {
    expect(obstacleTo(act, colleague(100), rights, towards)).toBe(obstacle);
  });
});

describe("for any room, any power and any act", () => {
  const level = integer({ min: -100, max: 200 });
  const anyRights = record({
    state_default: level,
    events_default: level,
    invite: level,
    kick: level,
    ban: level,
    redact: level,
    events: dictionary(
      constantFrom(
        "m.room.power_levels",
        "m.room.join_rules",
        "chat.plenum.conference",
        "m.room.message",
        "chat.plenum.hand",
      ),
      level,
    ),
  }).map(readRoomRights);
  const anyAct = constantFrom(...CONFERENCE_ACTS);
  const power = oneof(level, constant(Number.POSITIVE_INFINITY));

  it("more power never means less", () => {
    assert(
      property(
        anyAct,
        anyRights,
        power,
        power,
        boolean(),
        power,
        (act, room, a, b, isGuest, other) => {
          const [low, high] = a <= b ? [a, b] : [b, a];
          const may = mayAct(act, { power: low, isGuest }, room, other);
          expect(!may || mayAct(act, { power: high, isGuest }, room, other)).toBe(true);
        },
      ),
    );
  });
  it("a higher role may whatever a lower one may", () => {
    assert(
      property(anyAct, constantFrom(...ROLES), constantFrom(...ROLES), (act, a, b) => {
        expect(rankOf(a) > rankOf(b) || !roleMay(act, b) || roleMay(act, a)).toBe(true);
      }),
    );
  });
  it("a guest account never may more than a colleague's", () => {
    assert(
      property(anyAct, anyRights, power, (act, room, own) => {
        expect(!mayAct(act, guest(own), room) || mayAct(act, colleague(own), room)).toBe(true);
      }),
    );
  });
  it("nobody may what the homeserver would refuse, and nobody may more than the role", () => {
    assert(
      property(anyAct, anyRights, power, boolean(), (act, room, own, isGuest) => {
        pre(mayAct(act, { power: own, isGuest }, room));
        const rule = ACT_RULES[act];
        const needed = "server" in rule ? rule.server(room) : Number.NEGATIVE_INFINITY;
        expect(own).toBeGreaterThanOrEqual(needed);
        expect(roleMay(act, roleOf(own, isGuest))).toBe(true);
      }),
    );
  });
  it("an act that the table does not know is refused", () => {
    assert(
      property(string(), anyRights, (act, room) => {
        pre(!CONFERENCE_ACTS.includes(act as ConferenceAct));
        expect(mayAct(act, colleague(Number.POSITIVE_INFINITY), room)).toBe(false);
      }),
    );
  });
});

/** What the handbook calls the acts. */
const WORDS: Readonly<Record<ConferenceAct, string>> = {
  listen: "Hear and see",
  report: "Report a person or a message",
  speak: "Speak",
  "show-camera": "Show the camera",
  "share-screen": "Share the screen",
  write: "Write in the chat",
  "raise-hand": "Raise a hand",
  "speak-when-locked": "Speak, show and share where it is locked",
  "write-when-locked": "Write where the chat is locked",
  present: "Show a document to all",
  pin: "Pin messages",
  invite: "Invite people",
  admit: "Admit who waits",
  "give-floor": "Give the floor",
  mute: "Mute one person",
  "mute-all": "Mute all",
  "ask-to-unmute": "Ask somebody to unmute",
  "stop-share": "Stop somebody's screen",
  "remove-from-call": "Take out of the call (may come back)",
  remove: "Remove from the room (comes back when invited)",
  ban: "Ban (may not come back)",
  unban: "Lift a ban",
  "change-role": "Give a role, for this meeting or for good",
  "lock-room": "Lock the room",
  "lock-chat": "Lock the chat",
  "lock-microphones": "Lock microphones",
  "lock-cameras": "Lock cameras",
  "lock-screens": "Lock screens",
  lecture: "Begin and end a lecture",
  "delete-message": "Delete others' messages",
  "read-log": "Read the log of the room",
  "see-reports": "See reports from the room",
};

describe("the handbook", () => {
  it("has this very table", () => {
    const head = ["What", "Moderator", "Presenter", "Participant", "Guest", "Listener"];
    const rows = CONFERENCE_ACTS.map((act) =>
      [
        needsColleague(act) ? `${WORDS[act]} ¹` : WORDS[act],
        ROLES.map((role) => (roleMay(act, role) ? "yes" : "–")).join(" | "),
      ].join(" | "),
    );
    const expected = [head.join(" | "), ...rows];
    const text = readFileSync(new URL("../../../../docs/moderation.md", import.meta.url), "utf8");
    const found = text
      .split("\n")
      .filter((line) => line.startsWith("|") && !line.startsWith("| -"))
      .map((line) =>
        line
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim())
          .join(" | "),
      )
      .filter((line) => line.split(" | ").length === head.length);
    expect(found).toEqual(expected);
  });
});
