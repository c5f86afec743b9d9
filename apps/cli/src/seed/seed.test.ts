import { describe, expect, it } from "vitest";
import { inParallel } from "./in-parallel.ts";
import { cardOf, DEPARTMENTS, PEOPLE, SHOWN_ACCOUNTS, headOf, peopleOf } from "./people.ts";
import { CONFERENCE, ROOMS } from "./rooms.ts";
import { directMessages, inOrder } from "./seed.ts";
import { workdaysAgo } from "./workdays.ts";

const names = new Set(PEOPLE.map((person) => person.localpart));

describe("the demo agency", () => {
  it("has about 25 people, each once, each department with one head", () => {
    expect(names.size).toBe(PEOPLE.length);
    expect(PEOPLE.length).toBeGreaterThanOrEqual(24);
    for (const key of Object.keys(DEPARTMENTS) as (keyof typeof DEPARTMENTS)[]) {
      expect(peopleOf(key)).toContain(headOf(key));
    }
  });

  it("gives everybody a contact card of their own, with a number that is nobody's", () => {
    const cards = PEOPLE.map((person) => cardOf(person, "Amt"));
    for (const name of ["chat.plenum.phone", "chat.plenum.mail"]) {
      expect(new Set(cards.map((card) => card[name])).size).toBe(PEOPLE.length);
    }
    expect(cards[0]?.["chat.plenum.phone"]).toBe("+49 30 23125 100");
    expect(cards.every((card) => card["chat.plenum.mail"]?.endsWith(".example"))).toBe(true);
  });

  it("names only people that there are", () => {
    expect([...SHOWN_ACCOUNTS].filter((name) => !names.has(name))).toEqual(["admin"]);
    expect([CONFERENCE.moderator, ...CONFERENCE.invited].every((name) => names.has(name))).toBe(
      true,
    );
  });

  it.each(ROOMS)("lets only members speak: $key", (room) => {
    expect(room.members).toContain(room.creator);
    expect(room.members.every((name) => names.has(name))).toBe(true);
    const speakers = room.messages.map(([, , sender]) => sender);
    expect(speakers.filter((name) => !room.members.includes(name))).toEqual([]);
  });

  it("tells its history in order, all of it before today", () => {
    const now = new Date(2026, 10, 23, 7, 0);
    const times = inOrder(ROOMS).map(({ message }) =>
      workdaysAgo(now, message[0], message[1]).getTime(),
    );
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(Math.max(...times)).toBeLessThan(new Date(2026, 10, 23).getTime());
  });

  it("marks a direct message for both", () => {
    const direct = directMessages(
      ROOMS,
      (key) => `!${key}`,
      (name) => `@${name}:x`,
    );
    expect(direct.get("@anna.schmidt:x")).toEqual({
      "@jonas.weber:x": ["!dm-anna-jonas"],
      "@miriam.yilmaz:x": ["!dm-anna-miriam"],
    });
  });
});

describe("working days before a day", () => {
  it.each([
    ["Monday, one back, is Friday", new Date(2026, 10, 23), 1, new Date(2026, 10, 20, 9, 30)],
    ["Tuesday, one back, is Monday", new Date(2026, 10, 24), 1, new Date(2026, 10, 23, 9, 30)],
    ["Sunday, one back, is Friday", new Date(2026, 10, 22), 1, new Date(2026, 10, 20, 9, 30)],
    [
      "Monday, six back, is Friday a week ago",
      new Date(2026, 10, 23),
      6,
      new Date(2026, 10, 13, 9, 30),
    ],
  ])("%s", (_, now, count, expected) => {
    expect(workdaysAgo(now, count, "09:30")).toEqual(expected);
  });
});

describe("work side by side", () => {
  it("never exceeds its limit and does everything", async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5], 2, async (item) => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      done.push(item);
      running -= 1;
    });
    expect(most).toBe(2);
    expect(done.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
  });
});
