import { describe, expect, it } from "vitest";
import {
  afterRestEvent,
  IDLE,
  LONGEST_WAIT,
  MOST_WAITING,
  nextOf,
  type Rest,
  type RestEvent,
} from "./rest.ts";

const AWAKE: Rest = { awake: true, asked: 0, lastUse: 0, waiting: 0 };
const aside = (messages: number): RestEvent => ({ kind: "put aside", messages });

/** What happens, each with its time. */
type Story = readonly (readonly [number, RestEvent])[];

describe("when the worker of the index ends and starts again", () => {
  const cases: readonly (readonly [string, Story, number, ReturnType<typeof nextOf>])[] = [
    ["it was opened just now", [[7, { kind: "opened" }]], 7, { act: "sleep", in: IDLE }],
    ["nobody asked for a while", [[0, { kind: "opened" }]], IDLE + 5, { act: "sleep", in: 0 }],
    ["it is being asked", [[0, { kind: "asked" }]], 10 * IDLE, undefined],
    [
      "it was asked: the time begins anew",
      [
        [0, { kind: "asked" }],
        [500, { kind: "answered" }],
      ],
      600,
      { act: "sleep", in: IDLE - 100 },
    ],
    [
      "of two questions one is answered",
      [
        [0, { kind: "asked" }],
        [1, { kind: "asked" }],
        [2, { kind: "answered" }],
      ],
      10 * IDLE,
      undefined,
    ],
    ["it sleeps, and nothing waits", [[0, { kind: "slept" }]], 10 * LONGEST_WAIT, undefined],
    [
      "it sleeps, and a message came",
      [
        [0, { kind: "slept" }],
        [1000, aside(1)],
        [5000, aside(1)],
      ],
      5000,
      { act: "wake", in: LONGEST_WAIT - 4000 },
    ],
    [
      "how far a room was read waits no longer than a message",
      [
        [0, { kind: "slept" }],
        [0, aside(0)],
      ],
      LONGEST_WAIT,
      { act: "wake", in: 0 },
    ],
    [
      "too many wait",
      [
        [0, { kind: "slept" }],
        [1000, aside(MOST_WAITING - 1)],
        [1001, aside(1)],
      ],
      1001,
      { act: "wake", in: 0 },
    ],
    [
      "it sleeps, and somebody asks",
      [
        [0, { kind: "slept" }],
        [9, { kind: "asked" }],
      ],
      9,
      { act: "wake", in: 0 },
    ],
    [
      "it awoke for what waited, and that is written",
      [
        [0, { kind: "slept" }],
        [1, aside(40)],
        [LONGEST_WAIT + 1, { kind: "woke" }],
      ],
      LONGEST_WAIT + 1,
      { act: "sleep", in: 0 },
    ],
    [
      "it awoke for somebody who asked",
      [
        [0, { kind: "slept" }],
        [LONGEST_WAIT, { kind: "asked" }],
        [LONGEST_WAIT + 1, { kind: "woke" }],
        [LONGEST_WAIT + 2, { kind: "answered" }],
      ],
      LONGEST_WAIT + 3,
      { act: "sleep", in: IDLE - 1 },
    ],
    [
      "it awoke: nothing waits any more",
      [
        [0, { kind: "slept" }],
        [1, aside(40)],
        [9, { kind: "woke" }],
        [10, { kind: "slept" }],
      ],
      10,
      undefined,
    ],
  ];
  it.each(cases)("%s", (_name, story, now, expected) => {
    let rest = AWAKE;
    for (const [at, event] of story) rest = afterRestEvent(rest, event, at);
    expect(nextOf(rest, now)).toEqual(expected);
  });
});
