import { conferenceRoomName, EMPTY_LIST, foldAll, type SpeakingList } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { namesPhone, phoneEvents, phonesByRoom, PhoneWatch, type PhoneInCall } from "./phones.ts";

const ROOM = "!r:a.example";
const FOON = "@f00d:phone.invalid";
const CHAIR = "@chair:a.example";
const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

const participant = (userId: string, displayName = "", hand?: number) => ({
  endpointId: "f00d",
  userId,
  displayName,
  moderator: false,
  ...(hand === undefined ? {} : { hand }),
});
const call = (...participants: ReturnType<typeof participant>[]) => [
  { name: conferenceRoomName(ROOM), participants },
];
const phone = (hand?: number): PhoneInCall => ({
  person: FOON,
  name: "…567",
  ...(hand === undefined ? {} : { hand }),
});

/** What a list becomes when telephones are looked at, one time after another. */
function after(...looks: (readonly PhoneInCall[])[]): SpeakingList {
  return looks.reduce<SpeakingList>(
    (list, phones, index) => foldAll(phoneEvents(list, phones, NOW + index), list).list,
    EMPTY_LIST,
  );
}
const give = (person: unknown) => [{ type: "x", content: { person } }];
const listed = ({ queue }: SpeakingList): number => queue.length;

describe("telephones in calls", () => {
  it("are told from people with an account, and show no whole number", () => {
    const found = phonesByRoom([
      ...call(participant(FOON, "+49 30 1234567\u202E", 5), participant(CHAIR, "Chair")),
      { name: "loadtest", participants: [participant(FOON)] },
    ]);
    expect([...found]).toEqual([[ROOM, [{ person: FOON, name: "…567", hand: 5 }]]]);
  });

  it.each<[string, SpeakingList, number]>([
    ["a hand goes up once, however often it is seen", after([phone(NOW)], [phone(NOW)]), 1],
    ["and goes down", after([phone(NOW)], [phone()]), 0],
    ["and up again", after([phone(NOW)], [phone()], [phone(NOW + 2)]), 1],
    ["a hand of yesterday is left over", after([phone(NOW - 5 * HOUR)]), 0],
    ["a hand of the future is of now", after([phone(NOW + HOUR)]), 1],
    ["who hangs up goes", after([phone(NOW)], []), 0],
    ["nobody signals anything", after([phone()]), 0],
  ])("%s", (_story, list, expected) => {
    expect(listed(list)).toBe(expected);
  });

  it("do not come back by the hand for which they have spoken, nor go without one from where the chair put them", () => {
    const command = (id: string, act: "give" | "end" | "add") =>
      ({
        type: "command",
        id,
        by: CHAIR,
        at: NOW + 10,
        command: { act, person: FOON, kind: "speak" },
      }) as const;
    const raised = after([phone(NOW)]);
    const spoken = foldAll([command("1", "give"), command("2", "end")], raised).list;
    expect(phoneEvents(spoken, [phone(NOW)], NOW + 20)).toEqual([]);
    const put = foldAll([command("3", "add")], spoken).list;
    expect(phoneEvents(put, [phone()], NOW + 30)).toEqual([]);
    expect(listed(put)).toBe(1);
  });

  it("are looked for where one is in the list, or a command names one", () => {
    expect(namesPhone(EMPTY_LIST, [])).toBe(false);
    expect(namesPhone(after([phone(NOW)]), [])).toBe(true);
    expect(namesPhone(EMPTY_LIST, give(FOON))).toBe(true);
    expect(namesPhone(EMPTY_LIST, give({ "@f00d": 1 }))).toBe(false);
  });
});

describe("the watch over them", () => {
  it("tells of a room whenever something in it is different", () => {
    const watch = new PhoneWatch();
    expect(watch.changed(call(participant(FOON)))).toBeUndefined();
    expect(watch.sees(ROOM)).toBe(true);
    expect(watch.changed(call(participant(FOON), participant(CHAIR)))).toEqual([]);
    expect(watch.changed(call(participant(FOON, "", NOW)))).toEqual([ROOM]);
    expect(watch.changed([])).toEqual([ROOM]);
    expect(watch.changed([])).toEqual([]);
    expect(watch.sees(ROOM)).toBe(false);
  });

  it("tells of one that came and went between two looks, if somebody else has seen it", () => {
    const watch = new PhoneWatch();
    watch.changed([]);
    watch.saw(ROOM, []);
    expect(watch.changed([])).toEqual([]);
    watch.saw(ROOM, [phone()]);
    expect(watch.changed([])).toEqual([ROOM]);
  });
});
