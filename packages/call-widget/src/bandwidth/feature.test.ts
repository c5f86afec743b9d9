import { expect, test } from "vitest";
import type { Engine, EngineEvent } from "../call/feature.ts";
import { Wishes } from "../media/wishes.ts";
import { bandwidth } from "./feature.ts";

function attach(stored?: string) {
  let text = stored ?? null;
  const storage = { getItem: () => text, setItem: (_key: string, next: string) => (text = next) };
  const listeners = new Set<(event: EngineEvent) => void>();
  const limits: number[] = [];
  const told: string[] = [];
  const stand: Partial<Engine> = {
    wishes: new Wishes(storage, "room"),
    session: () =>
      ({ sendAtMost: (height: number) => limits.push(height) }) as unknown as ReturnType<
        Engine["session"]
      >,
    update: () => undefined,
    emit: ({ kind }) => void told.push(kind),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const feature = bandwidth.attach(stand as Engine);
  const enter = (): void => {
    for (const listener of listeners) listener({ kind: "session", event: { kind: "entered" } });
  };
  return { feature, enter, limits, told, stored: () => text, listeners };
}

test("a call has the whole line until somebody wants it otherwise", () => {
  const { feature, enter, limits } = attach();
  expect(feature.slice()).toEqual({ others: "full", own: "full" });
  enter();
  expect(limits).toEqual([]);
});

test("one's own picture is limited at once, and again in every session that follows", () => {
  const { feature, enter, limits } = attach();
  feature.actions.setOwnPicture("small");
  enter();
  feature.actions.setOwnPicture("full");
  enter();
  expect(limits).toEqual([180, 180, 720]);
});

test("pictures of others are asked for anew when they shall come otherwise", () => {
  const { feature, told } = attach();
  feature.actions.setOthersPictures("small");
  expect(told).toEqual(["media-changed"]);
  expect(feature.slice()).toEqual({ others: "small", own: "full" });
});

test("both are remembered for the next call", () => {
  const first = attach();
  first.feature.actions.setOthersPictures("none");
  first.feature.actions.setOwnPicture("medium");
  const next = attach(first.stored() ?? "");
  expect(next.feature.slice()).toEqual({ others: "none", own: "medium" });
  next.enter();
  expect(next.limits).toEqual([360]);
});

test("after the end nobody listens", () => {
  const { feature, listeners } = attach();
  feature.dispose();
  expect(listeners.size).toBe(0);
});
