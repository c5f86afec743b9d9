import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Engine, EngineEvent } from "../call/feature.ts";
import type { HostKeys } from "../contract/index.ts";
import type { MessageSeal } from "../jitsi/session-types.ts";
import { encryptionBy } from "./feature.ts";

type AtWork = Awaited<ReturnType<Parameters<typeof encryptionBy>[0]>>;

const seal = {} as MessageSeal;

beforeEach(() => {
  const sender = Object.assign(() => undefined, { prototype: { transform: null } });
  vi.stubGlobal("RTCRtpScriptTransform", () => undefined);
  vi.stubGlobal("RTCRtpSender", sender);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function value<T>(of: T) {
  return { get: () => of, subscribe: () => () => undefined };
}

function attach(wanted = true) {
  const runs: object[] = [];
  class Run {
    readonly seal = seal;
    constructor() {
      runs.push(this);
    }
    slice = () => ({ state: "on", without: [], unconfirmed: [] });
    stop = () => undefined;
  }
  const atWork = { HOLD_FRAMES: {}, startMediaWorker: () => undefined, EncryptionRun: Run };
  const door = new EventTarget();
  const loading = new Promise<AtWork>((resolve, reject) => {
    door.addEventListener("arrives", () => resolve(atWork as unknown as AtWork));
    door.addEventListener("fails", () => reject(new TypeError("Failed to fetch")));
  });
  const listeners = new Set<(event: EngineEvent) => void>();
  const keys: Partial<HostKeys> = { wanted: value(wanted), obstacle: value(undefined) };
  const stand: Partial<Engine> = {
    host: { keys: keys as HostKeys } as Engine["host"],
    phase: { kind: "joining" },
    session: () => undefined,
    update: () => undefined,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const feature = encryptionBy(() => loading).attach(stand as Engine);
  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const open = (): Promise<MessageSeal> | undefined => {
    const opening: Extract<EngineEvent, { kind: "session-opening" }> = {
      kind: "session-opening",
      seal: undefined,
    };
    emit(opening);
    return opening.seal;
  };
  return {
    feature,
    emit,
    open,
    runs,
    arrives: () => door.dispatchEvent(new Event("arrives")),
    fails: () => door.dispatchEvent(new Event("fails")),
  };
}

test("a session waits until its encryption is loaded", async () => {
  const { open, feature, arrives } = attach();
  const opened = open();
  expect(feature.slice().state).toBe("wanted");
  arrives();
  expect(await opened).toBe(seal);
  expect(feature.slice().state).toBe("on");
});

test("what cannot be loaded keeps the session from being made", async () => {
  const { open, fails, runs } = attach();
  const opened = open();
  fails();
  await expect(opened).rejects.toMatchObject({ problem: "encryption-missing" });
  expect(runs).toEqual([]);
});

test("what comes when the session is over already is not put to work", async () => {
  const { open, emit, arrives, runs } = attach();
  const opened = open();
  emit({ kind: "session-closed" });
  arrives();
  await expect(opened).rejects.toThrow("ended");
  expect(runs).toEqual([]);
});

test("of two openings only the later one is put to work", async () => {
  const { open, arrives, runs } = attach();
  const first = open();
  const second = open();
  arrives();
  await expect(first).rejects.toThrow("ended");
  expect(await second).toBe(seal);
  expect(runs).toHaveLength(1);
});

test("a call that is not to be encrypted waits for nothing", () => {
  const { open } = attach(false);
  expect(open()).toBeUndefined();
});
