import { describe, expect, it } from "vitest";
import { OpenRooms, type Poolable } from "./open-rooms.ts";

class FakeRoom implements Poolable {
  ended = false;
  users = 0;

  constructor(
    readonly id: string,
    private readonly released: () => void,
  ) {}

  retain(): void {
    this.users += 1;
  }

  close(): void {
    this.users -= 1;
    if (this.users === 0) this.released();
  }

  end(): void {
    this.ended = true;
  }
}

function pool(): OpenRooms<FakeRoom> {
  return new OpenRooms((id, released) => new FakeRoom(id, released));
}

describe("rooms that are open", () => {
  it("are the same ones for everybody who looks", () => {
    const rooms = pool();
    const first = rooms.open("!a");
    expect(rooms.open("!a")).toBe(first);
    expect(first.users).toBe(2);
  });
  it("stay open for somebody who comes back soon", () => {
    const rooms = pool();
    const first = rooms.open("!a");
    first.close();
    for (let index = 0; index < 9; index += 1) rooms.open(`!${index}`).close();
    expect(first.ended).toBe(false);
    expect(rooms.open("!a")).toBe(first);
  });
  it("end when ten others were left later", () => {
    const rooms = pool();
    const first = rooms.open("!a");
    first.close();
    for (let index = 0; index < 10; index += 1) rooms.open(`!${index}`).close();
    expect(first.ended).toBe(true);
    expect(rooms.open("!a")).not.toBe(first);
  });
  it("never end while somebody looks", () => {
    const rooms = pool();
    const first = rooms.open("!a");
    for (let index = 0; index < 30; index += 1) rooms.open(`!${index}`).close();
    expect(first.ended).toBe(false);
  });
  it("are opened anew after the engine has ended them", () => {
    const rooms = pool();
    const first = rooms.open("!a");
    first.end();
    expect(rooms.open("!a")).not.toBe(first);
  });
});
