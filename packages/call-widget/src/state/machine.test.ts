import { describe, expect, test } from "vitest";
import {
  initialState,
  type Effect,
  type MachineEvent,
  type MachineState,
  step,
} from "./machine.ts";

const AT = 1_000;

/** Lives through events and gives back where it ended and what was asked for on the way. */
function live(events: readonly MachineEvent[], from: MachineState = initialState) {
  let state = from;
  const effects: Effect[] = [];
  for (const event of events) {
    const next = step(state, event);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects, kinds: effects.map((effect) => effect.kind) };
}

const ask: MachineEvent = { kind: "join-asked" };
const entered: MachineEvent = { kind: "entered" };
const lost: MachineEvent = { kind: "session-lost", at: AT };
const due: MachineEvent = { kind: "retry-due" };
const refused: MachineEvent = { kind: "token-refused", at: AT };
const interrupted: MachineEvent = { kind: "trouble", trouble: "media", at: AT };
const mended: MachineEvent = { kind: "trouble", trouble: undefined, at: AT };
const pathBack: MachineEvent = { kind: "path-back" };

function endings(effects: readonly Effect[]): unknown[] {
  return effects.flatMap((effect) => (effect.kind === "announce-left" ? [effect.reason] : []));
}

describe("a call that goes well", () => {
  test("is asked for, entered, announced once, left, and its end told once", () => {
    const { state, kinds, effects } = live([ask, entered, entered, { kind: "hung-up" }]);
    expect(state.phase).toEqual({ kind: "ended", reason: "hung-up" });
    expect(kinds).toEqual([
      "open-session",
      "cancel-timers",
      "announce-joined",
      "cancel-timers",
      "cancel-timers",
      "close-session",
      "release-devices",
      "announce-left",
    ]);
    expect(endings(effects)).toEqual(["hung-up"]);
  });

  test("a second click on join changes nothing", () => {
    expect(live([ask, ask]).kinds).toEqual(["open-session"]);
  });

  test("can be joined again after it ended, and is announced again", () => {
    const { state, kinds } = live([ask, entered, { kind: "hung-up" }, ask, entered]);
    expect(state.phase).toEqual({ kind: "joined" });
    expect(kinds.filter((kind) => kind === "announce-joined")).toHaveLength(2);
  });

  test("leaving the preview tells nobody anything", () => {
    const { state, effects } = live([{ kind: "hung-up" }]);
    expect(state.phase.kind).toBe("ended");
    expect(endings(effects)).toEqual([]);
  });
});

describe("a first join that does not work out", () => {
  test("is tried four times, a little slower each time, then fails with the reason", () => {
    const { state, effects } = live([ask, lost, due, lost, due, lost, due, lost]);
    expect(state.phase).toEqual({ kind: "failed", problem: "server-unreachable" });
    const delays = effects.flatMap((one) => (one.kind === "schedule-retry" ? [one.delay] : []));
    expect(delays).toEqual([500, 1_500, 3_000]);
    expect(endings(effects)).toEqual([]);
  });

  test("a refused token gets one fresh one, at once; a second refusal is final", () => {
    const first = live([ask, refused]);
    expect(first.state.phase).toEqual({ kind: "joining" });
    expect(first.effects.at(-1)).toEqual({ kind: "schedule-retry", delay: 0 });
    const second = live([due, refused], first.state);
    expect(second.state.phase).toEqual({ kind: "failed", problem: "token-refused" });
  });

  test.each([
    ["not-admitted", "token-refused"],
    ["room-gone", "room-gone"],
    ["library-missing", "library-unavailable"],
  ] as const)("%s fails as %s, and trying again is possible", (kind, problem) => {
    const { state } = live([ask, { kind, at: AT }]);
    expect(state.phase).toEqual({ kind: "failed", problem });
    expect(live([{ kind, at: AT }]).state.phase).toEqual({ kind: "failed", problem });
    expect(live([ask], state).state.phase).toEqual({ kind: "joining" });
  });

  test("keeps the devices open, since trying again is one click away", () => {
    expect(live([ask, { kind: "not-admitted" }]).kinds).not.toContain("release-devices");
  });
});

describe("a running call that is disturbed", () => {
  const running = live([ask, entered]).state;

  test("media breaks off and comes back by itself: one quiet line, no new join", () => {
    const before = live([interrupted], running);
    expect(before.state.phase).toEqual({ kind: "reconnecting", since: AT, trouble: "media" });
    const { state, kinds } = live([interrupted, mended], running);
    expect(state.phase).toEqual({ kind: "joined" });
    expect(kinds).toEqual([]);
  });

  test("what is beyond mending is joined anew", () => {
    const { state, kinds } = live(
      [interrupted, { kind: "beyond-mending", at: AT }, due, entered],
      running,
    );
    expect(state.phase).toEqual({ kind: "joined" });
    expect(kinds).toEqual([
      "cancel-timers",
      "close-session",
      "schedule-retry",
      "open-session",
      "cancel-timers",
    ]);
  });

  test("while the path is away the line says so; back again, nobody waits for the next try", () => {
    const away: MachineEvent = { kind: "trouble", trouble: "network", at: AT + 1_000 };
    const waiting = live([lost, away], running);
    expect(waiting.state.phase).toEqual({ kind: "reconnecting", since: AT, trouble: "network" });
    const back = live([pathBack, entered], waiting.state);
    expect(back.kinds).toEqual(["cancel-timers", "close-session", "open-session", "cancel-timers"]);
    expect(back.state.phase).toEqual({ kind: "joined" });
  });

  test("a path that is back means nothing to a session that stands", () => {
    expect(live([pathBack], running).kinds).toEqual([]);
    expect(live([interrupted, pathBack], running).kinds).toEqual([]);
  });

  test("a restarted server: tried until it is back, announced neither as left nor as joined", () => {
    const { state, kinds, effects } = live([lost, due, lost, due, lost, due, entered], running);
    expect(state).toEqual({ ...running, attempts: 0 });
    expect(kinds).not.toContain("announce-joined");
    expect(endings(effects)).toEqual([]);
  });

  test("the line says since when, from the first disturbance on", () => {
    const { state } = live([interrupted, { kind: "session-lost", at: AT + 500 }], running);
    expect(state.phase).toEqual({ kind: "reconnecting", since: AT, trouble: "service" });
  });

  test("the old session has no say while a new one is made", () => {
    const { state } = live([lost, mended], running);
    expect(state.phase.kind).toBe("reconnecting");
  });

  test("a token that ran out meanwhile is replaced and the call goes on", () => {
    const { state } = live([lost, due, refused, due, entered], running);
    expect(state.phase).toEqual({ kind: "joined" });
  });

  test("a token that is refused twice ends the call", () => {
    const { state, effects } = live([refused, due, refused], running);
    expect(state.phase).toEqual({ kind: "ended", reason: "token-refused" });
    expect(endings(effects)).toEqual(["token-refused"]);
  });

  test("a server that stays away ends it after a bounded number of tries", () => {
    const tries: MachineEvent[] = Array.from({ length: 60 }, () => [lost, due]).flat();
    const { state, effects } = live(tries, running);
    expect(state.phase).toEqual({ kind: "ended", reason: "connection-lost" });
    expect(endings(effects)).toEqual(["connection-lost"]);
    const waited = effects.reduce(
      (sum, one) => (one.kind === "schedule-retry" ? sum + one.delay : sum),
      0,
    );
    expect(waited).toBeGreaterThan(120_000);
    expect(waited).toBeLessThan(240_000);
  });
});

describe("a running call that others end", () => {
  const running = live([ask, entered]).state;
  test.each([
    ["removed", "removed"],
    ["replaced", "joined-elsewhere"],
    ["room-gone", "room-gone"],
    ["not-admitted", "token-refused"],
  ] as const)("%s ends it as %s, told exactly once", (kind, reason) => {
    const { state, effects } = live([{ kind }, { kind }, lost, { kind: "hung-up" }], running);
    expect(state.phase).toEqual({ kind: "ended", reason });
    expect(endings(effects)).toEqual([reason]);
  });
});

describe("a call that is to be encrypted from device to device, where that does not work", () => {
  const cannot: MachineEvent = { kind: "cannot-encrypt", problem: "encryption-device" };

  test("does not come about, and says why", () => {
    const { state, kinds } = live([ask, cannot]);
    expect(state.phase).toEqual({ kind: "failed", problem: "encryption-device" });
    expect(kinds).not.toContain("announce-joined");
    expect(live([ask, cannot, ask]).state.phase).toEqual({ kind: "joining" });
  });

  test("ends when it ran and has to be joined anew", () => {
    const { state, effects } = live([ask, entered, lost, due, cannot]);
    expect(state.phase.kind).toBe("ended");
    expect(endings(effects)).toHaveLength(1);
  });
});
