import { expect, test } from "vitest";
import type { Engine, EngineEvent } from "../call/feature.ts";
import { view } from "./view.ts";

function attach(stored: string | null = null) {
  const listeners = new Set<(event: EngineEvent) => void>();
  const kept: string[] = [];
  const stand: Partial<Engine> = {
    storage: { getItem: () => stored, setItem: (_key, value) => void kept.push(value) },
    session: () => ({ ownId: () => "self" }) as unknown as ReturnType<Engine["session"]>,
    update: () => undefined,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const feature = view.attach(stand as Engine);
  const speaks = (id: string): void => {
    for (const listener of listeners) {
      listener({ kind: "session", event: { kind: "dominant", id } });
    }
  };
  return { feature, speaks, kept };
}

test("the view chosen last time is there again; nonsense is not taken for one", () => {
  expect(attach("speaker").feature.slice()).toEqual({ mode: "speaker" });
  expect(attach("__proto__").feature.slice()).toEqual({ mode: "tiles" });
  const { feature, kept } = attach();
  feature.actions.setViewMode("speaker");
  expect(feature.slice().mode).toBe("speaker");
  expect(kept).toEqual(["speaker"]);
});

test("who speaks is known, oneself left out", () => {
  const { feature, speaks } = attach();
  speaks("anna");
  const before = feature.slice();
  expect(before.speaker).toBe("anna");
  speaks("self");
  speaks("anna");
  expect(feature.slice()).toBe(before);
});

test("a pin and the one who signs come and go by themselves", () => {
  const { feature } = attach();
  feature.actions.pin({ person: "@ben:amt.example", what: "camera" });
  feature.actions.setSigning("@eva:amt.example");
  feature.actions.pin(undefined);
  expect(feature.slice()).toEqual({ mode: "tiles", signing: "@eva:amt.example" });
  feature.actions.setSigning(undefined);
  expect(feature.slice()).toEqual({ mode: "tiles" });
});
