import { describe, expect, it } from "vitest";
import { FULL_SIZE, planSeed, plannedMessage } from "./plan.ts";

const plan = planSeed(FULL_SIZE);

const count = (test: (room: (typeof plan.rooms)[number]) => boolean): number =>
  plan.rooms.filter(test).length;

describe("the account that is measured", () => {
  it("is the same at every run", () => {
    expect(planSeed(FULL_SIZE)).toEqual(plan);
  });
  it("has 500 rooms, one of them with 20,000 messages", () => {
    expect(plan.rooms).toHaveLength(500);
    expect(plan.rooms.filter(({ messages }) => messages === 20_000)).toHaveLength(1);
  });
  it("has rooms of every kind", () => {
    expect(count((room) => room.kind === "direct")).toBeGreaterThan(120);
    expect(count((room) => room.kind === "room")).toBeGreaterThan(250);
    expect(count((room) => room.kind === "space")).toBe(6);
    expect(count((room) => room.encrypted)).toBeGreaterThan(120);
    expect(count((room) => room.unread > 0)).toBeGreaterThan(15);
    expect(count((room) => room.mention)).toBeGreaterThan(3);
    expect(count((room) => room.favourite)).toBeGreaterThan(3);
  });
  it("has no two people, rooms or keys alike", () => {
    const localparts = plan.people.map(({ localpart }) => localpart);
    expect(new Set(localparts).size).toBe(localparts.length);
    const names = plan.rooms.flatMap(({ name }) => name ?? []);
    expect(new Set(names).size).toBe(names.length);
  });
  it("leaves no more unread than was written", () => {
    for (const room of plan.rooms) expect(room.unread).toBeLessThanOrEqual(room.messages);
  });
  it("has messages of people who are in the room", () => {
    for (const room of plan.rooms.slice(0, 20)) {
      for (let index = 0; index < Math.min(room.messages, 50); index += 1) {
        expect(room.people).toContain(plannedMessage(room, index).person);
      }
    }
  });
});
