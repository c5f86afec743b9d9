import { describe, expect, it } from "vitest";
import type { MatrixEvent } from "../matrix/transactions.ts";
import { mayStand, readSpeakingEvent, type CommandFacts } from "./read-event.ts";

const [BOT, ANNA, BEN, GUEST] = [
  "@plenum:a.example",
  "@anna:a.example",
  "@ben:b.example",
  "@guest-1:a.example",
] as const;

const PHONE = "@f00d:phone.invalid";

function facts(powerLevels: object): CommandFacts {
  return {
    botUserId: BOT,
    serverName: "a.example",
    create: { sender: BOT, content: { room_version: "12" } },
    powerLevels,
    members: [BOT, ANNA, BEN],
    phones: new Map([[PHONE, { name: "…567" }]]),
  };
}
const NAMED = facts({ users: { [ANNA]: 100 }, events: { "chat.plenum.speaking.command": 100 } });
/** A room from before there were speaking lists: whoever may write may send this, too. */
const OLD = facts({ users: { [ANNA]: 100, [GUEST]: 100 }, events_default: 0 });

const hand = (sender: string, content: object, key = sender): MatrixEvent => ({
  type: "chat.plenum.hand",
  sender,
  state_key: key,
  content: content as MatrixEvent["content"],
});
const command = (sender: string, content: object): MatrixEvent => ({
  type: "chat.plenum.speaking.command",
  sender,
  content: content as MatrixEvent["content"],
});

describe("a hand", () => {
  it.each<[string, MatrixEvent, object]>([
    ["goes up", hand(BEN, { kind: "reply" }), { type: "hand", person: BEN, kind: "reply" }],
    [
      "of a kind of another client is a wish to speak",
      hand(BEN, { kind: "coffee" }),
      { kind: "speak" },
    ],
    ["goes down", hand(BEN, {}), { type: "hand", person: BEN, kind: undefined }],
    ["with something else for a kind is down", hand(BEN, { kind: { a: 1 } }), { kind: undefined }],
    ["of somebody else is nobody's", hand(BEN, { kind: "speak" }, ANNA), { type: "void" }],
    [
      "taken out of the room",
      { type: "m.room.redaction", sender: ANNA, content: { redacts: "$h" } },
      { type: "hand-taken", hand: "$h", by: ANNA },
    ],
    [
      "taken out of an older room",
      { type: "m.room.redaction", sender: ANNA, content: {}, redacts: "$h" } as MatrixEvent,
      { type: "hand-taken", hand: "$h" },
    ],
    [
      "taken out without saying which",
      { type: "m.room.redaction", sender: ANNA, content: {} },
      { type: "void" },
    ],
  ])("%s", (_story, event, expected) => {
    expect(readSpeakingEvent(event, undefined)).toMatchObject(expected);
  });
});

describe("somebody who only listens", () => {
  // The room asks for less than the table of roles does.
  const LENIENT = facts({
    users: { [ANNA]: 100, [BEN]: -10 },
    events: { "chat.plenum.hand": -10 },
  });

  it.each<[string, MatrixEvent, object]>([
    ["raises no hand", hand(BEN, { kind: "speak" }), { type: "void" }],
    ["lowers the one from before", hand(BEN, {}), { type: "hand", kind: undefined }],
    ["is not given the floor", command(ANNA, { act: "give", person: BEN }), { type: "void" }],
    [
      "loses the one from before",
      command(ANNA, { act: "end", person: BEN }),
      { type: "command", by: ANNA },
    ],
  ])("%s", (_story, event, expected) => {
    expect(readSpeakingEvent(event, LENIENT)).toMatchObject(expected);
  });
});

describe("a command", () => {
  const give = { act: "give", person: BEN };
  it.each<[string, MatrixEvent, CommandFacts, object]>([
    [
      "of a moderator counts",
      command(ANNA, give),
      OLD,
      { type: "command", by: ANNA, command: give },
    ],
    ["of anybody else does not", command(BEN, give), OLD, { type: "void" }],
    ["of a guest who moderates counts", command(GUEST, give), OLD, { by: GUEST }],
    [
      "that the homeserver let through at the time counts, whoever leads now",
      command(BEN, give),
      NAMED,
      { by: BEN },
    ],
    [
      "of the bot is that of who asked it",
      command(BOT, { ...give, by: ANNA }),
      NAMED,
      { by: ANNA },
    ],
    [
      "in the name of somebody else is the sender's own",
      command(ANNA, { ...give, by: BEN }),
      OLD,
      { by: ANNA },
    ],
    [
      "for somebody who is not in the room does not count",
      command(ANNA, { act: "give", person: "@x:y.example" }),
      OLD,
      { type: "void" },
    ],
    [
      "for a telephone in the call counts, and has its name",
      command(ANNA, { act: "add", person: PHONE }),
      OLD,
      { command: { act: "add", person: PHONE, kind: "speak" }, name: "…567" },
    ],
    [
      "for a telephone that is not in the call does not",
      command(ANNA, { act: "give", person: "@beef:phone.invalid" }),
      OLD,
      { type: "void" },
    ],
    [
      "of a telephone does not, whatever server says that there is one",
      command(PHONE, give),
      OLD,
      { type: "void" },
    ],
    [
      "puts nobody onto the list who is not in the room",
      command(ANNA, { act: "add", person: "@x:y.example" }),
      OLD,
      { type: "void" },
    ],
    ["that is none", command(ANNA, { act: "shout", person: BEN }), OLD, { type: "void" }],
    ["without a person", command(ANNA, { act: "give" }), OLD, { type: "void" }],
    [
      "with a limit of a year",
      command(ANNA, { act: "rules", limit: 31_536_000 }),
      OLD,
      { type: "void" },
    ],
  ])("%s", (_story, event, room, expected) => {
    expect(readSpeakingEvent(event, room)).toMatchObject(expected);
  });
});

describe("a place in the list", () => {
  it.each([
    ["is of a participant", { users: {} }, BEN, true],
    ["is of a presenter", { users: { [BEN]: 50 } }, BEN, true],
    ["is not of a listener", { users: { [BEN]: -10 } }, BEN, false],
    ["is of nobody where all only listen", { users_default: -10 }, BEN, false],
    ["is not of who has left", { users: {} }, GUEST, false],
  ])("%s", (_story, powerLevels, person, stands) => {
    expect(mayStand(facts(powerLevels), person)).toBe(stands);
  });
});
