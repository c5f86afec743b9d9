import type { PersonSide } from "@plenum/model/migration";
import { describe, expect, it } from "vitest";
import { Sides, type SidesAnswer } from "./sides.ts";

const [anna, bernd, cem] = ["@anna:a.example", "@bernd:a.example", "@cem:a.example"];

function coming(userId: string): PersonSide {
  return { userId, side: "coming", name: `Name of ${userId}`, day: "2027-02-02" };
}

/** A clock that stands until it is moved, and an appservice that answers what it is told. */
class Scene {
  answer: SidesAnswer | Error = { moving: true, people: [] };
  isVisible = true;
  readonly asked: (readonly string[])[] = [];
  readonly arrived: string[] = [];
  #now = 1_000_000_000;
  #timers: { readonly at: number; readonly run: () => void }[] = [];
  readonly sides = new Sides({
    serverName: "a.example",
    onArrived: (userId) => this.arrived.push(userId),
    questions: {
      of: (ids) => {
        this.asked.push(ids);
        return this.#told();
      },
      search: (term) => {
        this.asked.push([`?${term}`]);
        return this.#told();
      },
    },
    schedule: {
      now: () => this.#now,
      after: (milliseconds, run) => {
        const timer = { at: this.#now + milliseconds, run };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((one) => one !== timer);
        };
      },
      visible: () => this.isVisible,
    },
  });

  get waiting(): number {
    return this.#timers.length;
  }

  /** Lets time pass. @param seconds until then everything that is due happens in its order */
  async pass(seconds: number): Promise<void> {
    const end = this.#now + seconds * 1000;
    for (;;) {
      const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = next.at;
      next.run();
      for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
    }
    this.#now = end;
  }

  names(): readonly string[] {
    return [...this.sides.coming.getState().keys()];
  }

  async #told(): Promise<SidesAnswer> {
    await Promise.resolve();
    if (this.answer instanceof Error) throw this.answer;
    return this.answer;
  }
}

describe("who is still in the former system", () => {
  it("is asked for all at once who are looked at, of the own agency alone", async () => {
    const scene = new Scene();
    scene.answer = { moving: true, people: [coming(bernd), { ...coming(cem), side: "here" }] };
    for (const id of [anna, bernd, cem, "@d:b.example", "@guest-1:a.example", "__proto__"]) {
      scene.sides.watch(id);
    }
    await scene.pass(1);
    expect(scene.asked).toEqual([[anna, bernd, cem]]);
    expect(scene.names()).toEqual([bernd]);
  });

  it("is asked again every two minutes, and only about those who are coming, until they are here", async () => {
    const scene = new Scene();
    scene.answer = { moving: true, people: [coming(bernd)] };
    scene.sides.watch(anna);
    const end = scene.sides.watch(bernd);
    await scene.pass(60);
    expect(scene.asked).toHaveLength(1);
    scene.answer = { moving: true, people: [{ ...coming(bernd), side: "here" }] };
    await scene.pass(90);
    expect(scene.asked.slice(1)).toEqual([[bernd]]);
    expect([scene.names(), scene.arrived]).toEqual([[], [bernd]]);
    end();
  });

  it("is asked every ten seconds or so while somebody looks closely", async () => {
    const scene = new Scene();
    scene.answer = { moving: true, people: [coming(bernd)] };
    scene.sides.watch(bernd);
    await scene.pass(3);
    const end = scene.sides.watch(bernd, true);
    await scene.pass(3);
    expect(scene.asked).toHaveLength(1);
    await scene.pass(10);
    expect(scene.asked).toHaveLength(2);
    end();
    await scene.pass(60);
    expect(scene.asked).toHaveLength(2);
  });

  it("is asked in parts of 200", async () => {
    const scene = new Scene();
    for (let n = 0; n < 450; n += 1) scene.sides.watch(`@p${n}:a.example`);
    await scene.pass(1);
    expect(scene.asked.map((ids) => ids.length)).toEqual([200, 200, 50]);
  });

  it("is not asked while nobody looks at the window, or at anybody", async () => {
    const scene = new Scene();
    scene.isVisible = false;
    const end = scene.sides.watch(anna);
    await scene.pass(300);
    expect(scene.asked).toEqual([]);
    scene.isVisible = true;
    await scene.pass(30);
    expect(scene.asked).toEqual([[anna]]);
    end();
    await scene.pass(30);
    expect(scene.waiting).toBe(0);
    scene.sides.watch(bernd);
    scene.sides.dispose();
    expect(scene.waiting).toBe(0);
  });

  it("is asked once where nobody moves, and perhaps on another day", async () => {
    const scene = new Scene();
    scene.answer = { moving: false, people: [] };
    scene.sides.watch(anna);
    await scene.pass(1);
    scene.sides.watch(bernd);
    expect(await scene.sides.search("bernd", new AbortController().signal)).toEqual([]);
    await scene.pass(3_600);
    expect([scene.asked, scene.waiting]).toEqual([[[anna]], 0]);
    await scene.pass(12 * 3_600);
    scene.sides.watch(cem);
    await scene.pass(1);
    expect(scene.asked).toHaveLength(2);
  });

  it("is found by name, and known from then on", async () => {
    const scene = new Scene();
    scene.answer = { moving: true, people: [coming(bernd)] };
    const found = await scene.sides.search("bernd", new AbortController().signal);
    expect(found).toEqual([coming(bernd)]);
    scene.sides.watch(bernd);
    await scene.pass(10);
    expect([scene.asked, scene.names()]).toEqual([[["?bernd"]], [bernd]]);
    scene.answer = { moving: false, people: [] };
    await scene.pass(150);
    expect([scene.names(), scene.arrived]).toEqual([[], [bernd]]);
  });

  it("is found at once by those who are about to write", async () => {
    const scene = new Scene();
    scene.answer = { moving: true, people: [coming(bernd), { ...coming(cem), side: "here" }] };
    expect(await scene.sides.find([bernd, cem, "@d:b.example"])).toEqual([coming(bernd)]);
    expect([scene.asked, scene.names()]).toEqual([[[bernd, cem]], [bernd]]);
    expect(await scene.sides.find(["@d:b.example"])).toEqual([]);
    scene.answer = new Error("away");
    expect(await scene.sides.find([bernd])).toEqual([]);
    scene.answer = { moving: false, people: [] };
    await scene.sides.find([bernd]);
    await scene.sides.find([bernd]);
    expect(scene.asked).toHaveLength(3);
  });

  it("stays known when the appservice is away", async () => {
    const scene = new Scene();
    scene.answer = { moving: true, people: [coming(bernd)] };
    scene.sides.watch(bernd);
    await scene.pass(1);
    scene.answer = new Error("away");
    await scene.pass(300);
    expect([scene.asked.length, scene.names()]).toEqual([3, [bernd]]);
    expect(await scene.sides.search("be", new AbortController().signal)).toEqual([]);
  });
});
