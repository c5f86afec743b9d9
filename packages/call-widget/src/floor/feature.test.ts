// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine, EngineEvent } from "../call/feature.ts";
import type { FloorProblem, HostFloorState, LockKind } from "../contract/index.ts";
import { floor } from "./feature.ts";

const ROOM: HostFloorState = {
  isConference: true,
  lecture: false,
  locks: { audio: false, video: false, desktop: false },
  holders: [],
  presenters: [],
  may: { conference: true, floor: true, roles: true },
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(answer: () => Promise<FloorProblem | undefined> = () => Promise.resolve(undefined)) {
  const listeners = new Set<(event: EngineEvent) => void>();
  const barred = new Map<string, boolean>();
  const engine = {
    host: {
      floor: { state: { get: () => ROOM, subscribe: () => () => undefined }, change: answer },
    },
    local: {
      isOn: (source: string) => barred.get(source) !== true,
      bar: (source: string, on: boolean) => barred.set(source, on),
    },
    update: () => undefined,
    onEvent: (listener: (event: EngineEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Engine;
  const attached = floor.attach(engine);
  const tell = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const right = (media: LockKind, allowed: boolean): void =>
    tell({ kind: "session", event: { kind: "right", media, allowed } });
  return { ...attached, tell, right, barred, listeners };
}

describe("what one may send", () => {
  it("is what the server says, and closed sources stay off", () => {
    const call = start();
    call.right("audio", false);
    vi.runAllTimers();
    expect(call.slice().rights).toEqual({ audio: false, video: true, desktop: true });
    expect(call.slice().notice).toBe("may-not-speak");
    expect([call.barred.get("microphone"), call.barred.get("camera")]).toEqual([true, false]);
    call.right("audio", true);
    vi.runAllTimers();
    expect(call.slice().notice).toBe("may-speak");
    expect(call.barred.get("microphone")).toBe(false);
  });

  it("does not go off for a moment when something is closed for all but oneself", () => {
    const call = start();
    call.right("audio", false);
    call.right("audio", true);
    vi.runAllTimers();
    expect(call.slice().notice).toBeUndefined();
    expect(call.barred.get("microphone")).toBe(false);
  });

  it("is asked for anew by the next session, and shown as it was until then", () => {
    const call = start();
    call.right("video", false);
    vi.runAllTimers();
    call.tell({ kind: "session-closed" });
    vi.runAllTimers();
    expect(call.slice().rights.video).toBe(false);
    call.tell({ kind: "session", event: { kind: "entered" } });
    vi.runAllTimers();
    expect(call.slice().rights.video).toBe(true);
  });
});

describe("a change", () => {
  it("is shown at once, and taken back with a reason when it fails", async () => {
    const answers: ((problem: FloorProblem) => void)[] = [];
    const call = start(() => new Promise((resolve) => answers.push(resolve)));
    const changing = call.actions.changeFloor({ kind: "lock", media: "audio", locked: true });
    expect(call.slice()).toMatchObject({ busy: true, locks: { audio: true } });
    answers[0]?.("forbidden");
    await changing;
    expect(call.slice()).toMatchObject({
      busy: false,
      locks: { audio: false },
      problem: "forbidden",
    });
    call.actions.dismissFloor();
    expect(call.slice().problem).toBeUndefined();
  });
});

it("lets go", () => {
  const call = start();
  call.dispose();
  expect(call.listeners.size).toBe(0);
});
