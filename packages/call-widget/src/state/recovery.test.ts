import { describe, expect, test } from "vitest";
import type { CallTrouble } from "../contract/index.ts";
import type { MediaState } from "../jitsi/repair.ts";
import { calm, recover, type RecoveryEvent, type RecoveryState } from "./recovery.ts";

/** What happens at a time: milliseconds since the story began. */
type Happening = readonly [at: number, event: RecoveryEvent];

const media = (state: MediaState): RecoveryEvent => ({ kind: "media", state });
const socketLost: RecoveryEvent = { kind: "signalling-lost" };
const resumed: RecoveryEvent = { kind: "signalling-resumed" };
const woken: RecoveryEvent = { kind: "disturbed" };
const answered: RecoveryEvent = { kind: "answered" };
const unanswered: RecoveryEvent = { kind: "unanswered" };
const sessionOpened: RecoveryEvent = { kind: "session-opened" };
const sessionClosed: RecoveryEvent = { kind: "session-closed" };

const BEGIN = 1_000_000;

/**
 * Lives through a story as the runner does, with the looks that were asked for.
 * @returns what was done, as `at: what`, and what was told last
 */
function live(happenings: readonly Happening[], until: number) {
  let state: RecoveryState = calm;
  let told: CallTrouble | undefined;
  let lookAt: number | undefined;
  const done: string[] = [];
  const take = (at: number, event: RecoveryEvent): void => {
    const next = recover(state, event, BEGIN + at);
    state = next.state;
    for (const effect of next.effects) {
      if (effect.kind === "tell") {
        told = effect.trouble;
        done.push(`${at}: says ${effect.trouble ?? "nothing"}`);
      } else if (effect.kind === "look-at") lookAt = effect.at - BEGIN;
      else if (effect.kind !== "probe") done.push(`${at}: ${effect.kind}`);
    }
  };
  take(0, sessionOpened);
  for (const [at, event] of [...happenings, [until, { kind: "due" }] as const]) {
    while (lookAt !== undefined && lookAt <= at) {
      const look = lookAt;
      lookAt = undefined;
      take(look, { kind: "due" });
    }
    take(at, event);
  }
  return { done, told, state };
}

function probes(state: RecoveryState, event: RecoveryEvent): boolean {
  return recover(state, event, BEGIN).effects.some(({ kind }) => kind === "probe");
}

describe("a running call, fault by fault", () => {
  const stories: readonly [string, readonly Happening[], readonly string[]][] = [
    [
      "the signalling socket is lost: resumed at once, sound goes on, nobody is told",
      [
        [100, socketLost],
        [150, answered],
        [300, resumed],
      ],
      ["150: renew-signalling"],
    ],
    [
      "the path is away for three seconds: sound heals by itself when it is back",
      [
        [2_500, media("interrupted")],
        [4_000, unanswered],
        [4_500, answered],
        [4_700, resumed],
        [4_900, media("alive")],
      ],
      [
        "2500: says media",
        "4000: says network",
        "4500: renew-signalling",
        "4500: says media",
        "4900: says nothing",
      ],
    ],
    [
      "the path is away for fifteen seconds: the dead connection is begun anew, not the call",
      [
        [2_500, media("interrupted")],
        [4_000, unanswered],
        [12_000, media("failed")],
        [15_200, answered],
        [15_400, resumed],
        [15_500, media("none")],
        [15_700, media("connecting")],
        [16_000, media("alive")],
      ],
      [
        "2500: says media",
        "4000: says network",
        "15200: renew-signalling",
        "15200: says media",
        "15400: restart-media",
        "16000: says nothing",
      ],
    ],
    [
      "the address changed: a fresh socket first, then sound by a new way",
      [
        [2_500, media("interrupted")],
        [2_600, answered],
        [2_800, resumed],
        [3_700, media("none")],
        [4_000, media("connecting")],
        [4_300, media("alive")],
      ],
      ["2500: says media", "2600: renew-signalling", "3300: restart-media", "4300: says nothing"],
    ],
    [
      "the media process dies: the focus invites anew, nothing is done here",
      [
        [100, media("none")],
        [1_400, media("connecting")],
        [1_900, media("alive")],
      ],
      ["100: says media", "1900: says nothing"],
    ],
    [
      "the device slept: the socket is renewed before anything else is noticed",
      [
        [60_000, woken],
        [60_100, answered],
        [60_300, resumed],
      ],
      ["60100: renew-signalling"],
    ],
    [
      "it slept and wakes without a network",
      [
        [60_000, woken],
        [60_010, unanswered],
        [61_000, media("failed")],
        [65_000, answered],
        [65_200, resumed],
        [65_900, media("alive")],
      ],
      [
        "61000: says network",
        "65000: renew-signalling",
        "65000: says media",
        "65200: restart-media",
        "65900: says nothing",
      ],
    ],
    [
      "signalling stays away while sound goes on: said after three seconds, joined anew in the end",
      [
        [100, socketLost],
        [150, answered],
      ],
      ["150: renew-signalling", "3100: says signalling", "10850: rejoin"],
    ],
    [
      "what does not come about is tried twice, and then joined anew",
      [
        [2_500, media("interrupted")],
        [2_600, answered],
        [2_800, resumed],
        [4_000, media("connecting")],
      ],
      [
        "2500: says media",
        "2600: renew-signalling",
        "3300: restart-media",
        "8300: restart-media",
        "13300: rejoin",
      ],
    ],
    [
      "a service that invites nobody for twenty seconds is asked anew",
      [[1_000, media("none")]],
      ["1000: says media", "21000: rejoin"],
    ],
    [
      "while the path is away nothing is torn down, however long it takes",
      [
        [2_500, media("interrupted")],
        [4_000, unanswered],
        [15_000, media("failed")],
      ],
      ["2500: says media", "4000: says network"],
    ],
  ];
  test.each(stories)("%s", (_story, happenings, expected) => {
    expect(live(happenings, 30_000 + (happenings.at(-1)?.[0] ?? 0)).done).toEqual(expected);
  });
});

describe("a try to resume", () => {
  test("is not cut off by the next answer while it runs", () => {
    const { done } = live(
      [
        [100, socketLost],
        [150, answered],
        [400, answered],
      ],
      500,
    );
    expect(done).toEqual(["150: renew-signalling"]);
  });

  test("that failed is made again as soon as the service answers", () => {
    const { done } = live(
      [
        [100, socketLost],
        [150, unanswered],
        [600, answered],
        [700, socketLost],
        [1_000, answered],
      ],
      1_100,
    );
    expect(done).toEqual(["600: renew-signalling", "1000: renew-signalling"]);
  });

  test("made on a path that broke again is given up for a new one", () => {
    const { done } = live(
      [
        [100, socketLost],
        [150, answered],
        [300, media("interrupted")],
        [1_900, unanswered],
        [2_500, answered],
      ],
      2_600,
    );
    expect(done.filter((one) => one.includes("renew"))).toEqual([
      "150: renew-signalling",
      "2500: renew-signalling",
    ]);
  });
});

describe("a call that is joined anew", () => {
  test("waits no longer once a path that was away is back", () => {
    const { done } = live(
      [
        [100, sessionClosed],
        [1_700, unanswered],
        [9_000, answered],
      ],
      9_100,
    );
    expect(done).toEqual([
      "100: says service",
      "1700: says network",
      "9000: path-back",
      "9000: says service",
    ]);
  });

  test("keeps to its own pace when the path was there all the time", () => {
    const { done } = live(
      [
        [100, sessionClosed],
        [150, answered],
        [500, sessionClosed],
        [550, answered],
      ],
      600,
    );
    expect(done).toEqual(["100: says service"]);
  });

  test("begins with a clean slate", () => {
    const { state } = live(
      [
        [100, media("failed")],
        [200, unanswered],
        [300, sessionClosed],
        [400, answered],
        [900, sessionOpened],
      ],
      1_000,
    );
    expect(state).toEqual({ ...calm, session: true });
  });
});

test.each<[string, RecoveryEvent, boolean]>([
  ["the socket ended", socketLost, true],
  ["sound broke off", media("interrupted"), true],
  ["the device slept", woken, true],
  ["the service ended the connection of sound itself", media("none"), false],
  ["all is well", media("alive"), false],
])("the service is asked when something looks wrong: %s", (_why, event, expected) => {
  expect(probes({ ...calm, session: true }, event)).toBe(expected);
});
