import { describe, expect, it } from "vitest";
import { closedBy, predecessorOf, type Tombstone } from "./upgrade.ts";

const MOD = "@mod:x";

function tombstone(content: unknown, parts: Partial<Tombstone> = {}): Tombstone {
  return { content, sender: MOD, senderPower: 100, levels: { state_default: 50 }, ...parts };
}

describe("a closed room", () => {
  it.each<[string, Tombstone | undefined, ReturnType<typeof closedBy>]>([
    ["an open one", undefined, undefined],
    [
      "leads on",
      tombstone({ body: "moved", replacement_room: "!new:x" }),
      { by: MOD, replacement: "!new:x" },
    ],
    [
      "leads to a room of version 12",
      tombstone({ replacement_room: "!abc" }),
      { by: MOD, replacement: "!abc" },
    ],
    ["leads into itself", tombstone({ replacement_room: "!old" }), { by: MOD }],
    ["leads nowhere", tombstone({ body: "closed" }), { by: MOD }],
    [
      "leads to something that is no room",
      tombstone({ replacement_room: "#alias:x" }),
      { by: MOD },
    ],
    ["leads to an object", tombstone({ replacement_room: { toString: "!x" } }), { by: MOD }],
    ["a redacted one is open again", tombstone({}), undefined],
    ["content that is no object", tombstone(null), undefined],
    [
      "somebody without the power",
      tombstone({ replacement_room: "!new" }, { senderPower: 0 }),
      undefined,
    ],
    [
      "more power asked for closing",
      tombstone({ replacement_room: "!new" }, { levels: { events: { "m.room.tombstone": 150 } } }),
      undefined,
    ],
    [
      "a creator",
      tombstone(
        { replacement_room: "!new" },
        { senderPower: Infinity, levels: { events: { "m.room.tombstone": 150 } } },
      ),
      { by: MOD, replacement: "!new" },
    ],
  ])("%s", (_story, event, expected) => {
    expect(closedBy("!old", event)).toEqual(expected);
  });
});

describe("the room before", () => {
  it.each([
    ["is named", { predecessor: { room_id: "!old", event_id: "$x" } }, "!old"],
    ["is not itself", { predecessor: { room_id: "!new" } }, undefined],
    ["is no alias", { predecessor: { room_id: "#old:x" } }, undefined],
    ["is no text", { predecessor: "!old" }, undefined],
    ["is missing", undefined, undefined],
  ])("%s", (_story, create, expected) => {
    expect(predecessorOf("!new", create)).toBe(expected);
  });
});
