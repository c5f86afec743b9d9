import { expect, test } from "vitest";
import type { Mover } from "./moves.ts";
import { comersOf, membersItems, placeOf } from "./shared-room.ts";

const SERVERS = ["a.example", "b.example"];
const someone = (name: string, wave: number): Mover => ({
  person: {
    place: { file: "CsUser.csv" },
    sipAddress: name.replace(":", "@"),
    writtenAddress: name,
    displayName: name,
    department: undefined,
    mail: undefined,
    lineUri: undefined,
    kind: "ok",
    code: "ready",
    detail: "",
    userId: `@${name}`,
    externalId: name,
    wave: String(wave),
    spaces: [],
    rooms: [],
  },
  userId: `@${name}`,
  server: name.slice(name.indexOf(":") + 1),
  wave,
});
const people = (...names: readonly (readonly [string, number])[]): readonly Mover[] =>
  names.map(([name, wave]) => someone(name, wave));

test.each([
  ["one wave", [["x:a.example", 2]], "a.example", 2, 2],
  [
    "the first, and the most",
    [
      ["x:a.example", 1],
      ["y:a.example", 2],
      ["z:a.example", 2],
    ],
    "a.example",
    1,
    2,
  ],
  [
    "a tie: the earlier",
    [
      ["x:a.example", 3],
      ["y:a.example", 2],
    ],
    "a.example",
    2,
    2,
  ],
  [
    "two servers: the most, whose waves count",
    [
      ["x:a.example", 0],
      ["y:b.example", 2],
      ["z:b.example", 1],
    ],
    "b.example",
    1,
    1,
  ],
  [
    "as many on two servers: the first of the rules",
    [
      ["x:b.example", 0],
      ["y:a.example", 1],
    ],
    "a.example",
    1,
    1,
  ],
] as const)("Where a room is made: %s", (_, names, server, first, most) => {
  expect(placeOf(people(...names), SERVERS, "first")).toEqual({ server, home: first });
  expect(placeOf(people(...names), SERVERS, "most")).toEqual({ server, home: most });
});

test("A wave before the home brings nobody, the home everybody so far, each later one its own", () => {
  const room = {
    people: people(["x:a.example", 0], ["y:a.example", 1], ["z:a.example", 2], ["w:b.example", 1]),
    server: "a.example",
    home: 1,
  };
  const names = (wave: number): readonly string[] =>
    comersOf(room, wave).map(({ userId }) => userId.slice(1, 2));
  expect(names(0)).toEqual([]);
  expect(names(1)).toEqual(["x", "y", "w"]);
  expect(names(2)).toEqual(["z"]);
});

test("More people than an item takes come in parts, whatever their order was", () => {
  const many = Array.from({ length: 10_001 }, (_, at) => someone(`p${at}:a.example`, 0));
  const room = { kind: "space", key: "s", name: "Finanzen" } as const;
  const parts = [...membersItems(room, "rest", many, (userId) => userId === "@p7:a.example")];
  expect(
    parts.map((item) =>
      item.kind === "members" ? [item.part, item.members?.length, item.managers?.length] : [],
    ),
  ).toEqual([
    ["rest", 9_999, 1],
    ["rest 2", 1, 0],
  ]);
  expect([...membersItems(room, "rest", many.toReversed())]).toEqual([
    ...membersItems(room, "rest", many),
  ]);
});
