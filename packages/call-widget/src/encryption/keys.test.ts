import { MEDIA_KEY_RING } from "@plenum/model";
import { array, assert, constantFrom, integer, property, record, subarray } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  beginKeys,
  devicesChanged,
  type KeyPlan,
  type KeyStep,
  keysDue,
  OVERLAP,
  type OwnRing,
  RING,
  SenderRing,
} from "./keys.ts";

/** What a sender did, by the rules, since it began. */
class Sender {
  #ring: OwnRing;
  readonly steps: KeyStep[] = [];

  constructor() {
    const { ring, steps } = beginKeys();
    this.#ring = ring;
    this.steps.push(...steps);
  }

  get ring(): OwnRing {
    return this.#ring;
  }

  devices(devices: readonly string[], now: number, anew: readonly string[] = []) {
    return this.#take(devicesChanged(this.#ring, devices, now, anew));
  }

  due(now: number): readonly KeyStep[] {
    return this.#take(keysDue(this.#ring, now));
  }

  #take({ ring, steps }: KeyPlan): readonly KeyStep[] {
    this.#ring = ring;
    this.steps.push(...steps);
    return steps;
  }
}

describe("the key of a sender", () => {
  it("is made anew for the first who come, from the one before", () => {
    const sender = new Sender();
    expect(sender.devices(["ben", "eva"], 0)).toEqual([
      { kind: "ratchet", index: 1, from: 0 },
      { kind: "send", index: 1, to: ["ben", "eva"] },
      { kind: "use", index: 1 },
    ]);
  });

  it("goes to whoever comes later alone: the others make it themselves", () => {
    const sender = new Sender();
    sender.devices(["ben"], 0);
    expect(sender.devices(["ben", "eva"], 5000)).toEqual([
      { kind: "ratchet", index: 2, from: 1 },
      { kind: "send", index: 2, to: ["eva"] },
      { kind: "use", index: 2 },
    ]);
  });

  it("is a new one when somebody is gone, used when the rest have had time to get it", () => {
    const sender = new Sender();
    sender.devices(["ben", "eva"], 0);
    expect(sender.devices(["eva"], 1000)).toEqual([
      { kind: "fresh", index: 2 },
      { kind: "send", index: 2, to: ["eva"] },
    ]);
    expect(sender.due(1000 + OVERLAP - 1)).toEqual([]);
    expect(sender.due(1000 + OVERLAP)).toEqual([{ kind: "use", index: 2 }]);
    expect(sender.due(1000 + OVERLAP)).toEqual([]);
  });

  it("that waits to be used is what somebody gets who comes meanwhile", () => {
    const sender = new Sender();
    sender.devices(["ben", "eva"], 0);
    sender.devices(["eva"], 1000);
    expect(sender.devices(["eva", "jonas"], 1500)).toEqual([
      { kind: "send", index: 2, to: ["jonas"] },
    ]);
  });

  it("goes once more to whoever came back without it, and opens nothing of before", () => {
    const sender = new Sender();
    sender.devices(["ben", "eva"], 0);
    expect(sender.devices(["ben", "eva"], 5000, ["ben", "gone"])).toEqual([
      { kind: "ratchet", index: 2, from: 1 },
      { kind: "send", index: 2, to: ["ben"] },
      { kind: "use", index: 2 },
    ]);
  });

  it("stays when nothing has changed but the order", () => {
    const sender = new Sender();
    sender.devices(["ben", "eva"], 0);
    expect(sender.devices(["eva", "ben"], 1)).toEqual([]);
  });

  it("goes to everybody now and then: who was never heard must not be lost", () => {
    const sender = new Sender();
    const there: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      there.push(`device ${count}`);
      sender.devices([...there], count);
    }
    expect(sender.steps.findLast(({ kind }) => kind === "send")).toMatchObject({ to: there });
  });

  const people = ["ben", "eva", "jonas", "ruth", "karl"];
  const turn = record({ there: subarray(people), wait: integer({ min: 0, max: 3000 }) });

  it("is never in the hands of somebody who had gone before it was made, whatever happens", () => {
    assert(
      property(array(turn, { maxLength: 40 }), (turns) => {
        const sender = new Sender();
        // Who can know a key: whoever was sent it, or one from which it was made.
        const knows = new Map<string, Set<string>>();
        let made = 0;
        let at = new Map<number, string>();
        let now = 0;
        let there: readonly string[] = [];
        let used = "";
        const wrong: string[] = [];
        const run = (steps: readonly KeyStep[]): void => {
          for (const step of steps) {
            if (step.kind === "fresh" || step.kind === "ratchet") {
              const before = step.kind === "ratchet" ? at.get(step.from) : undefined;
              made += 1;
              const key = `key ${made}`;
              knows.set(key, new Set(knows.get(before ?? "") ?? []));
              at = new Map([...at, [step.index, key]]);
            } else if (step.kind === "send") {
              for (const one of step.to) knows.get(at.get(step.index) ?? "")?.add(one);
              if (!step.to.every((one) => there.includes(one))) wrong.push("sent to somebody gone");
            } else {
              used = at.get(step.index) ?? "";
            }
          }
        };
        run(sender.steps);
        let lastGone = Number.NEGATIVE_INFINITY;
        for (const { there: next, wait } of turns) {
          now += wait;
          run(sender.due(now));
          if (there.some((one) => !next.includes(one))) lastGone = now;
          there = next;
          run(sender.devices(there, now));
          // Everybody who is there can follow, and once the overlap is over nobody else can.
          const key = at.get(sender.ring.newest) ?? "";
          for (const one of there) expect(knows.get(key)).toContain(one);
          const others = [...(knows.get(used) ?? [])].filter((one) => !there.includes(one));
          const settled = sender.ring.due.length === 0 && now >= lastGone + OVERLAP;
          if (settled && others.length > 0) wrong.push(`${others.join()} can still listen`);
          if (settled && !there.every((one) => knows.get(used)?.has(one))) wrong.push("deaf");
        }
        expect(wrong).toEqual([]);
      }),
    );
  });

  it("has its place in a ring that all of Plenum knows", () => {
    expect(RING).toBe(MEDIA_KEY_RING);
  });
});

describe("the keys of somebody else", () => {
  it("count beside each other until the newer one is heard, and a while longer", () => {
    const ring = new SenderRing<string>();
    ring.take(3, "old");
    ring.take(4, "new");
    expect(ring.at(3, 1e9)).toBe("old");
    ring.heard(4, 1000);
    expect(ring.at(3, 1000 + OVERLAP)).toBe("old");
    expect(ring.at(3, 1001 + OVERLAP)).toBeUndefined();
    expect(ring.at(4, 1e9)).toBe("new");
  });

  it("do not come back once they are past", () => {
    const ring = new SenderRing<string>();
    ring.take(3, "old");
    ring.take(4, "new");
    ring.heard(4, 0);
    ring.heard(4, OVERLAP + 1);
    expect(ring.take(3, "old")).toBe(false);
    expect(ring.at(3, 0)).toBeUndefined();
    expect(ring.newest?.held).toBe("new");
  });

  it("go round the ring for ever", () => {
    const ring = new SenderRing<number>();
    for (let key = 0; key < 100; key += 1) {
      expect(ring.take(key % RING, key)).toBe(true);
      expect(ring.newest).toMatchObject({ index: key % RING, held: key });
      expect(ring.at(key % RING, 0)).toBe(key);
      // What stood there a whole round ago is gone by then.
      expect(ring.at((key + 3) % RING, 0)).toBeUndefined();
    }
  });

  it("give a place that nobody knows no key", () => {
    assert(
      property(
        array(constantFrom(0, 1, 2, 7, 8, 9, 15)),
        constantFrom(3, 4, 12),
        (taken, asked) => {
          const ring = new SenderRing<number>();
          for (const index of taken) ring.take(index, index);
          expect(ring.at(asked, 0)).toBeUndefined();
        },
      ),
    );
  });
});
