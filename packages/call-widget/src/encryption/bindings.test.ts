import { describe, expect, it } from "vitest";
import type { ReceivedMediaKey } from "../contract/index.ts";
import { Bindings } from "./bindings.ts";

const ANNA = "@anna:a.example";
const EVA = "@eva:a.example";

function key(change: Partial<ReceivedMediaKey> = {}): ReceivedMediaKey {
  const secret = new Uint8Array(32);
  return { endpoint: "a1", userId: ANNA, deviceId: "PC", index: 0, key: secret, ...change };
}

describe("whose keys open what comes from an endpoint", () => {
  it("those of the person whom the server names, also when they came first", () => {
    const bindings = new Bindings();
    const early = key();
    expect(bindings.note(early)).toEqual([]);
    expect(bindings.see("a1", ANNA)).toEqual([early]);
    expect(bindings.of("a1")).toMatchObject({ userId: ANNA, deviceId: "PC" });
    const later = key({ index: 1 });
    expect(bindings.note(later)).toEqual([later]);
    expect(bindings.see("a1", ANNA)).toEqual([]);
  });

  it("not those of somebody else in the call who claims it", () => {
    const bindings = new Bindings();
    bindings.note(key({ userId: EVA }));
    expect(bindings.see("a1", ANNA)).toEqual([]);
    expect(bindings.of("a1")).toBeUndefined();
    expect(bindings.note(key())).toEqual([]);
    expect(bindings.see("a1", ANNA)).toHaveLength(1);
    expect(bindings.note(key({ userId: EVA, index: 2 }))).toEqual([]);
  });

  it("nobody's, where the server does not say who it is", () => {
    const bindings = new Bindings();
    bindings.note(key());
    expect(bindings.see("a1", undefined)).toEqual([]);
  });

  it("those of the first device of a person, and of no other", () => {
    const bindings = new Bindings();
    bindings.note(key());
    bindings.see("a1", ANNA);
    expect(bindings.note(key({ deviceId: "PHONE" }))).toEqual([]);
    expect(bindings.of("a1")?.deviceId).toBe("PC");
  });

  it("nobody's any more when they have left", () => {
    const bindings = new Bindings();
    bindings.note(key());
    bindings.see("a1", ANNA);
    expect(bindings.keepOnly(new Set(["b2"]))).toEqual(["a1"]);
    expect(bindings.of("a1")).toBeUndefined();
    expect(bindings.see("a1", ANNA)).toEqual([]);
  });

  it("however many endpoints are made up: those that are there stay", () => {
    const bindings = new Bindings();
    bindings.note(key());
    bindings.see("a1", ANNA);
    for (let index = 0; index < 2000; index += 1) bindings.note(key({ endpoint: `x${index}` }));
    expect(bindings.of("a1")).toBeDefined();
    const later = key({ index: 1 });
    expect(bindings.note(later)).toEqual([later]);
    expect(bindings.see("x0", ANNA)).toEqual([]);
    expect(bindings.see("x1999", ANNA)).toHaveLength(1);
  });
});
