import { describe, expect, it } from "vitest";
import { readTold, writeTold } from "./told-store.ts";

describe("what was reminded of", () => {
  it("is known to the next tab", () => {
    let kept: string | null = null;
    writeTold({ setItem: (_key, value) => void (kept = value) }, new Map([["a", 1]]));
    expect(readTold({ getItem: () => kept })).toEqual(new Map([["a", 1]]));
  });

  it.each([null, "{", "{}", '[["a"]]', "[1]"])("is nothing where %s is stored", (stored) => {
    expect(readTold({ getItem: () => stored })).toEqual(new Map());
  });
});
