// @vitest-environment happy-dom
import { act, createElement } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useWatched } from "./use-watched.ts";

const PERIOD = 1_000;
const goesOn = (value: string): boolean => value !== "done";

async function pass(milliseconds: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(milliseconds);
  });
}

describe("something that changes by itself", () => {
  let root: Root;
  let answers: (string | Error)[] = [];
  let asked = 0;
  let shown = "";
  let hidden = false;
  const load = (): Promise<string> => {
    const answer = answers[Math.min(asked, answers.length - 1)] ?? "";
    asked += 1;
    return typeof answer === "string" ? Promise.resolve(answer) : Promise.reject(answer);
  };
  function Watcher(): null {
    const { value, problem } = useWatched(load, goesOn, PERIOD);
    shown = `${value ?? "nothing"}${problem instanceof Error ? `, ${problem.message}` : ""}`;
    return null;
  }
  const watch = async (...given: readonly (string | Error)[]): Promise<void> => {
    answers = [...given];
    await act(async () => {
      root.render(createElement(Watcher));
      await vi.advanceTimersByTimeAsync(0);
    });
  };

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    vi.spyOn(document, "visibilityState", "get").mockImplementation(() =>
      hidden ? "hidden" : "visible",
    );
    asked = 0;
    hidden = false;
    root = createRoot(document.createElement("div"));
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it("is read again until it does not change any more", async () => {
    await watch("one", "two", "done");
    expect(shown).toBe("one");
    await pass(PERIOD);
    expect(shown).toBe("two");
    await pass(PERIOD);
    expect([shown, asked]).toEqual(["done", 3]);
    await pass(10 * PERIOD);
    expect(asked).toBe(3);
  });

  it("is not read while nobody looks", async () => {
    await watch("one", "two");
    hidden = true;
    await pass(5 * PERIOD);
    expect([shown, asked]).toEqual(["one", 1]);
    hidden = false;
    await pass(PERIOD);
    expect([shown, asked]).toEqual(["two", 2]);
  });

  it("stays there when the network fails, and is read again", async () => {
    await watch("one", new Error("away"), "two");
    await pass(PERIOD);
    expect(shown).toBe("one, away");
    await pass(PERIOD);
    expect(shown).toBe("two");
  });

  it("is not asked for again and again where the first answer is a failure", async () => {
    await watch(new Error("forbidden"));
    await pass(5 * PERIOD);
    expect([shown, asked]).toEqual(["nothing, forbidden", 1]);
  });
});
