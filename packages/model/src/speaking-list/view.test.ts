import { describe, expect, it } from "vitest";
import { floorContentSchema } from "../conference/floor.ts";
import { foldAll } from "./fold.ts";
import type { SpeakingEvent } from "./list.ts";
import { publishedFloor } from "./publish.ts";
import { speakingView } from "./view.ts";

const [A, B, C] = ["@a:x.example", "@b:x.example", "@c:x.example"] as const;
const up = (person: string, at: number): SpeakingEvent => ({
  id: `$${person}${at}`,
  at,
  type: "hand",
  person,
  kind: "speak",
});
const list = publishedFloor(foldAll([up(A, 10), up(B, 20)]).list, 1).list;
const hand = (userId: string, since: number) => ({ userId, since, kind: "speak" as const });

const give = (person: string, at: number): SpeakingEvent => ({
  id: `$g${at}`,
  at,
  type: "command",
  by: C,
  command: { act: "give", person },
});
const name = (n: number): string => `@${"x".repeat(200)}${n}:a.example`;

describe("what people see", () => {
  it.each([
    ["the list", [hand(A, 10), hand(B, 20)], ["1 a", "2 b"]],
    [
      "a hand on its way into it behind",
      [hand(A, 10), hand(B, 20), hand(C, 30)],
      ["1 a", "2 b", "3 c …"],
    ],
    ["nobody who has lowered the hand", [hand(B, 20)], ["1 b"]],
    [
      "no hand that was refused, or has had the floor",
      [hand(A, 10), hand(B, 20), hand(C, 15)],
      ["1 a", "2 b"],
    ],
  ])("is %s", (_story, hands, expected) => {
    const { rows } = speakingView(list, hands);
    expect(
      rows.map(
        ({ place, person, pending }) => `${place} ${person.slice(1, 2)}${pending ? " …" : ""}`,
      ),
    ).toEqual(expected);
  });

  it("is telephones and who was put there, who have no hand in the room", () => {
    const phone = "@f00d:phone.invalid";
    const put: SpeakingEvent = {
      id: "$put",
      at: 30,
      type: "command",
      by: C,
      command: { act: "add", person: A, kind: "question" },
    };
    const raised: SpeakingEvent = {
      id: "phone",
      at: 40,
      type: "hand",
      person: phone,
      kind: "speak",
      name: "…567",
    };
    const published = publishedFloor(foldAll([put, raised]).list, 1).list;
    expect(published?.phones).toEqual({ [phone]: "…567" });
    expect(speakingView(published, []).rows).toMatchObject([
      { person: A, addedBy: C, pending: false },
      { person: phone, pending: false },
    ]);
  });

  it("can be read of rooms whose list is older than telephones in it", () => {
    const { phones: _phones, ...before } = publishedFloor(foldAll([up(A, 10)]).list, 1).list ?? {};
    const read = floorContentSchema.parse({ holders: [], list: before });
    expect(speakingView(read.list, [hand(A, 10)]).rows).toMatchObject([{ person: A, place: 1 }]);
  });

  it("is hands by time where nobody keeps a list", () => {
    expect(speakingView(undefined, [hand(B, 5)])).toMatchObject({
      open: true,
      rows: [{ person: B, place: 1, pending: false, turns: 0, ms: 0 }],
    });
  });

  it("has what each has spoken before", () => {
    const told = foldAll([give(A, 100), give(B, 400), up(A, 500)]).list;
    const view = speakingView(publishedFloor(told, 1).list, [hand(A, 500)]);
    expect(view.rows[0]).toMatchObject({ person: A, turns: 1, ms: 300 });
    expect(view.speakers).toEqual([{ person: B, kind: "speak", since: 400, turns: 0, ms: 0 }]);
  });
});

describe("what is published", () => {
  it("fits into an event, however many wait and spoke, and says how many are left out", () => {
    const everybody = Array.from({ length: 900 }, (_, n) => up(name(n), n + 1));
    const content = publishedFloor(foldAll(everybody).list, 3);
    expect(JSON.stringify(content).length).toBeLessThan(50_000);
    expect((content.list?.queue.length ?? 0) + (content.list?.more ?? 0)).toBe(900);
    expect(content.list?.queue[0]?.person).toBe(name(0));
  });

  it.each([
    ["a list that is none", { holders: [A], list: "none" }],
    [
      "one with somebody who is nobody",
      { holders: [A], list: { ...list, queue: [{ person: "a" }] } },
    ],
    ["one without numbers", { holders: [A], list: { ...list, at: "now" } }],
  ])("%s does not hide who has the floor", (_story, content) => {
    expect(floorContentSchema.parse(content)).toMatchObject({ holders: [A], list: undefined });
  });
});
