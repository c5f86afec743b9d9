import { describe, expect, it } from "vitest";
import { readHierarchy } from "./hierarchy.ts";
import { placeOf } from "./spaces.ts";
import { viaServers } from "./via.ts";

const via = ["x"];

function described(id: string, children: Readonly<Record<string, object>> = {}, isSpace = false) {
  return {
    room_id: id,
    name: id,
    num_joined_members: 1,
    ...(isSpace ? { room_type: "m.space" } : {}),
    children_state: Object.entries(children).map(([key, content], index) => ({
      type: "m.space.child",
      state_key: key,
      content,
      origin_server_ts: index,
    })),
  };
}

const space = (id: string, children: Readonly<Record<string, object>>) =>
  described(id, children, true);

/** `depth id`, in order. */
function shape(rooms: readonly unknown[]): readonly string[] {
  return readHierarchy("!root", rooms).map((entry) => `${entry.depth} ${entry.id}`);
}

describe("what is in a space", () => {
  it.each<[string, readonly unknown[], readonly string[]]>([
    [
      "its rooms",
      [space("!root", { "!a": { via }, "!b": { via } }), described("!a"), described("!b")],
      ["0 !a", "0 !b"],
    ],
    [
      "spaces within it, before the next one",
      [
        space("!root", { "!s": { via }, "!b": { via } }),
        space("!s", { "!a": { via } }),
        described("!a"),
        described("!b"),
      ],
      ["0 !s", "1 !a", "0 !b"],
    ],
    [
      "a space that contains itself",
      [space("!root", { "!root": { via }, "!a": { via } }), described("!a")],
      ["0 !a"],
    ],
    [
      "two spaces that contain each other",
      [
        space("!root", { "!s": { via } }),
        space("!s", { "!t": { via } }),
        space("!t", { "!s": { via }, "!root": { via } }),
      ],
      ["0 !s", "1 !t"],
    ],
    [
      "a room in two of its spaces",
      [
        space("!root", { "!s": { via }, "!a": { via } }),
        space("!s", { "!a": { via } }),
        described("!a"),
      ],
      ["0 !s", "1 !a", "0 !a"],
    ],
    ["not what nobody describes", [space("!root", { "!unknown": { via } })], []],
    ["not what has no way to it", [space("!root", { "!a": {} }), described("!a")], []],
    [
      "nothing where the server answers nonsense",
      [null, 7, { room_id: "!root", children_state: "x" }],
      [],
    ],
    ["nothing where the space itself is missing", [described("!a")], []],
    [
      "a space that is described twice: the first holds",
      [space("!root", { "!a": { via } }), space("!root", {}), described("!a")],
      ["0 !a"],
    ],
  ])("%s", (_story, rooms, expected) => {
    expect(shape(rooms)).toEqual(expected);
  });
  it("ends, however deep it goes and however wide it is", () => {
    const deep = Array.from({ length: 50 }, (_, i) =>
      space(i === 0 ? "!root" : `!${i}`, { [`!${i + 1}`]: { via } }),
    );
    expect(shape(deep).length).toBeLessThan(12);
    const ids = Array.from({ length: 3000 }, (_, i) => `!w${i}`);
    const wide = space("!root", Object.fromEntries(ids.map((id) => [id, { via }])));
    expect(shape([wide, ...ids.map((id) => described(id))])).toHaveLength(1000);
  });
  it("carries what is recommended and the way to it", () => {
    const [entry] = readHierarchy("!root", [
      space("!root", { "!a": { via: ["x", 7, "y"], suggested: true } }),
      described("!a"),
    ]);
    expect(entry).toMatchObject({ suggested: true, via: ["x", "y"], parent: "!root" });
  });
});

describe("order and ways", () => {
  it("places sort as text", () => {
    const places = [0, 1, 9, 10, 99, 1000].map(placeOf);
    expect(places.toSorted()).toEqual(places);
  });
  it.each([
    ["the own server first", ["@a:own", "@b:big", "@c:big", "@d:small"], ["own", "big", "small"]],
    ["at most three", ["@a:a", "@b:b", "@c:c", "@d:d"], ["own", "a", "b"]],
    ["nobody there", [], ["own"]],
    ["ids that are none", ["nobody"], ["own"]],
  ])("%s", (_story, userIds, servers) => {
    expect(viaServers(userIds, "own")).toEqual(servers);
  });
});
