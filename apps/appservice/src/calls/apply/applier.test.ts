import { conferenceRoomName, type ControlWish } from "@plenum/model";
import { pino } from "pino";
import { expect, it } from "vitest";
import { CallApplier } from "./applier.ts";
import type { RoomFacts } from "./wish-of-room.ts";

const ROOM = "!r:a.example";
const ANNA = "@anna:a.example";

/** A room that changes, and answers when it is let. */
function setUp() {
  let level = 0;
  const waiting: (() => void)[] = [];
  const put: [string, ControlWish][] = [];
  const applier = new CallApplier({
    serverName: "a.example",
    log: pino({ level: "silent" }),
    rooms: {
      callFacts: async () => {
        const facts: RoomFacts = {
          create: { sender: "@b:a.example", content: {} },
          powerLevels: { users: { [ANNA]: level } },
          conference: undefined,
          floor: undefined,
          members: [ANNA],
        };
        await new Promise<void>((resolve) => waiting.push(resolve));
        return facts;
      },
    },
    control: {
      wish: (name, wish) => {
        put.push([name, wish]);
        return Promise.resolve();
      },
    },
  });
  return {
    applier,
    put,
    waiting,
    raise: (to: number) => {
      level = to;
    },
    roles: () => put.map(([, { participants }]) => participants[ANNA]?.role),
  };
}

it("ends with what the room said last, however many changes came meanwhile", async () => {
  const { applier, waiting, raise, roles, put } = setUp();
  const first = applier.apply(ROOM);
  raise(50);
  const second = applier.apply(ROOM);
  raise(100);
  const third = applier.apply(ROOM);
  waiting.shift()?.();
  await first;
  await expect.poll(() => waiting.length).toBe(1);
  waiting.shift()?.();
  await Promise.all([second, third]);
  expect(roles()).toEqual(["participant", "moderator"]);
  expect(put[0]?.[0]).toBe(conferenceRoomName(ROOM));
});

it.each([
  ["power levels", { type: "m.room.power_levels", room_id: ROOM, state_key: "" }, 1],
  ["a conference", { type: "chat.plenum.conference", room_id: ROOM, state_key: "" }, 1],
  ["the floor", { type: "chat.plenum.floor", room_id: ROOM, state_key: "" }, 1],
  ["a message of that type", { type: "m.room.power_levels", room_id: ROOM }, 0],
  ["a topic", { type: "m.room.topic", room_id: ROOM, state_key: "" }, 0],
])("follows %s", (_what, event, reads) => {
  const { applier, waiting } = setUp();
  applier.handle({ ...event, content: {} });
  expect(waiting).toHaveLength(reads);
});
