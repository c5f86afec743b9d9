// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Engine, EngineEvent } from "../feature.ts";
import { sound } from "./sound.ts";

const players: { volume: number }[] = [];

const volumes = (): number[] => players.map(({ volume }) => Math.round(volume * 100));

beforeEach(() => {
  players.length = 0;
  vi.stubGlobal(
    "Audio",
    class {
      volume = 1;
      muted = false;
      srcObject: unknown = null;
      constructor() {
        players.push(this);
      }
      play(): Promise<void> {
        return Promise.resolve();
      }
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("the call stands back behind a whisper, everybody in their own loudness", () => {
  const listeners = new Set<(event: EngineEvent) => void>();
  const people = ["anna", "ben"].map((id) => ({ id, userId: `@${id}:a.example` }));
  const tracks = people.map(({ id }) => ({
    participantId: id,
    kind: "audio",
    track: { getOriginalStream: () => ({ id }) },
  }));
  const engine = {
    chosen: { get: () => ({}) },
    session: () => ({ participants: () => people, sources: () => tracks }),
    update: () => undefined,
    onEvent: (listener: (event: EngineEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Engine;
  const feature = sound.attach(engine);
  const tell = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  tell({ kind: "media-changed" });
  feature.actions.setVolume("@ben:a.example", 0.5);
  expect(volumes()).toEqual([100, 50]);
  tell({ kind: "ducked", volume: 0.3 });
  expect(volumes()).toEqual([30, 15]);
  // What was set is as it was set.
  expect(feature.slice().volumes).toEqual({ "@ben:a.example": 0.5 });
  tell({ kind: "ducked", volume: 1 });
  expect(volumes()).toEqual([100, 50]);
});
