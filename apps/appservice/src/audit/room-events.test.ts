import { describe, expect, it } from "vitest";
import type { MatrixEvent } from "../matrix/transactions.ts";
import { notesOf } from "./room-events.ts";

const BOT = "@plenum:a.example";
const ANNA = "@anna:a.example";
const BEN = "@ben:a.example";

function event(
  type: string,
  content: Record<string, unknown>,
  before?: unknown,
  change: Partial<MatrixEvent> = {},
): MatrixEvent {
  return {
    type,
    room_id: "!r",
    event_id: "$e",
    sender: ANNA,
    state_key: "",
    content,
    ...(before === undefined ? {} : { unsigned: { prev_content: before } }),
    ...change,
  };
}

function acts(of: MatrixEvent): string[] {
  return notesOf(of, BOT).map(({ act, subject }) => [act, subject].filter(Boolean).join(" "));
}

const member = (membership: string, was?: string, sender = ANNA): MatrixEvent =>
  event("m.room.member", { membership }, was === undefined ? undefined : { membership: was }, {
    sender,
    state_key: BEN,
  });
const conference = (change: object): Record<string, unknown> => ({
  kind: "meeting",
  title: "x",
  ...change,
});

describe("what an event of a room means for the audit log", () => {
  it.each<[string, MatrixEvent, string[]]>([
    ["removing", member("leave", "join"), [`person.removed ${BEN}`]],
    ["leaving oneself", member("leave", "join", BEN), []],
    ["banning", member("ban", "join"), [`person.banned ${BEN}`]],
    ["lifting a ban", member("leave", "ban"), [`person.unbanned ${BEN}`]],
    ["inviting", member("invite"), [`person.invited ${BEN}`]],
    ["admitting", member("invite", "knock"), [`person.admitted ${BEN}`]],
    ["refusing", member("leave", "knock"), [`person.refused ${BEN}`]],
    ["joining", member("join", "invite", BEN), []],
    [
      "a role",
      event("m.room.power_levels", { users: { [BEN]: 50 } }, { users: {} }),
      [`role.changed ${BEN}`],
    ],
    [
      "two roles at once",
      event("m.room.power_levels", { users: { [BEN]: 50 } }, { users: { [ANNA]: 100 } }),
      [`role.changed ${BEN}`, `role.changed ${ANNA}`],
    ],
    [
      "a locked chat",
      event("m.room.power_levels", { events: { "m.room.message": 50 } }, {}),
      ["chat.locked"],
    ],
    ["other rights", event("m.room.power_levels", { ban: 100 }, { ban: 50 }), ["rights.changed"]],
    ["the same rights again", event("m.room.power_levels", { ban: 1 }, { ban: 1 }), []],
    [
      "locks",
      event(
        "chat.plenum.conference",
        conference({ locks: { audio: true } }),
        conference({ locks: { video: true } }),
      ),
      ["microphones.locked", "cameras.unlocked"],
    ],
    [
      "a lecture",
      event("chat.plenum.conference", conference({ kind: "lecture" }), conference({})),
      ["lecture.begun"],
    ],
    [
      "a locked room",
      event("m.room.join_rules", { join_rule: "private" }, { join_rule: "invite" }),
      ["room.locked"],
    ],
    [
      "an opened room",
      event("m.room.join_rules", { join_rule: "knock" }, { join_rule: "private" }),
      ["room.unlocked"],
    ],
    [
      "other access",
      event("m.room.join_rules", { join_rule: "public" }, { join_rule: "invite" }),
      ["access.changed"],
    ],
    ["a name", event("m.room.name", { name: "x" }), ["room.changed"]],
    ["the beginning of a room", event("m.room.power_levels", { users: { [BEN]: 100 } }), []],
    ["a message", event("m.room.message", { body: "x" }, undefined, { state_key: undefined }), []],
    ["nonsense", event("m.room.power_levels", { users: 7 }, "broken"), []],
    [
      "what the bot does by itself",
      event("m.room.name", { name: "x" }, undefined, { sender: BOT }),
      [],
    ],
  ])("%s", (_story, of, expected) => {
    expect(acts(of)).toEqual(expected);
  });

  it("counts what the bot does for whom it does it, and believes that of nobody else", () => {
    const content = { name: "x", "chat.plenum.actor": BEN };
    expect(notesOf(event("m.room.name", content, undefined, { sender: BOT }), BOT)).toMatchObject([
      { actor: BEN },
    ]);
    expect(notesOf(event("m.room.name", content), BOT)).toMatchObject([{ actor: ANNA }]);
  });
  it("takes no texts over", () => {
    const removed = event(
      "m.room.member",
      { membership: "ban", reason: "secret" },
      { membership: "join", displayname: "secret" },
      { state_key: BEN },
    );
    expect(JSON.stringify(notesOf(removed, BOT))).not.toContain("secret");
    expect(JSON.stringify(notesOf(event("m.room.name", { name: "secret" }), BOT))).not.toContain(
      "secret",
    );
  });
  it("is of limited length", () => {
    const users = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [`@p${index}:a.example`, 50]),
    );
    expect(notesOf(event("m.room.power_levels", { users }, { users: {} }), BOT)).toHaveLength(50);
  });
});
