import { describe, expect, test } from "vitest";
import { anew, type HintState, look, type Look, noHints, quieten } from "./hints.ts";

const SPEECH: Partial<Look> = { rms: 0.05, peak: 0.2 };
const ROOM: Partial<Look> = { rms: 0.001, peak: 0.004 };
const NOTHING: Partial<Look> = { rms: 0, peak: 0 };

/** Looks every 100 ms for some seconds. */
function listen(
  from: HintState,
  seconds: number,
  what: Partial<Look>,
  { muted = false, silenced = false }: { muted?: boolean; silenced?: boolean } = {},
): HintState {
  let state = from;
  const start = (from.lastLook ?? 0) + 100;
  for (let n = 0; n < seconds * 10; n += 1) {
    state = look(state, { at: start + n * 100, peak: 0, rms: 0, muted, silenced, ...what });
  }
  return state;
}

describe("speaking while muted", () => {
  const muted = { muted: true };
  test.each<[string, HintState, string | undefined]>([
    ["a sentence is noticed", listen(noHints, 1.5, SPEECH, muted), "muted-speaking"],
    ["a cough is not", listen(listen(noHints, 0.3, SPEECH, muted), 2, ROOM, muted), undefined],
    ["a quiet room is not", listen(noHints, 20, ROOM, muted), undefined],
    ["who is on is heard anyway", listen(noHints, 5, SPEECH), undefined],
    [
      "it stays through a pause",
      listen(listen(noHints, 1.5, SPEECH, muted), 3, ROOM, muted),
      "muted-speaking",
    ],
    [
      "it goes when nobody speaks any more",
      listen(listen(noHints, 1.5, SPEECH, muted), 8, ROOM, muted),
      undefined,
    ],
    [
      "it goes with switching the microphone on",
      listen(listen(noHints, 1.5, SPEECH, muted), 0.1, SPEECH),
      undefined,
    ],
  ])("%s", (_story, state, hint) => {
    expect(state.hint).toBe(hint);
  });

  test("who sends it away is left alone for a minute", () => {
    const told = listen(noHints, 2, SPEECH, muted);
    const away = quieten(told, told.lastLook ?? 0);
    expect(away.hint).toBeUndefined();
    expect(listen(away, 50, SPEECH, muted).hint).toBeUndefined();
    expect(listen(away, 70, SPEECH, muted).hint).toBe("muted-speaking");
  });
});

describe("a microphone without sound", () => {
  test.each<[string, HintState, string | undefined]>([
    ["is told after some seconds", listen(noHints, 7, NOTHING), "no-sound"],
    ["is not told at once", listen(noHints, 3, NOTHING), undefined],
    ["is no concern while it is off", listen(noHints, 20, NOTHING, { muted: true }), undefined],
    [
      "a headset that is silent between words is none",
      listen(listen(noHints, 1, SPEECH), 30, NOTHING),
      undefined,
    ],
    [
      "a headset that was switched off at its cable is one, heard before or not",
      listen(listen(noHints, 1, SPEECH), 7, NOTHING, { silenced: true }),
      "no-sound",
    ],
    [
      "the hint goes with the first sound",
      listen(listen(noHints, 7, NOTHING), 0.1, ROOM),
      undefined,
    ],
    [
      "another device begins anew",
      listen(anew(listen(noHints, 1, SPEECH)), 7, NOTHING),
      "no-sound",
    ],
  ])("%s", (_story, state, hint) => {
    expect(state.hint).toBe(hint);
  });

  test("a laptop that slept for an hour has not been silent for one", () => {
    const before = listen(noHints, 1, ROOM, { muted: true });
    const after = look(before, {
      at: 3_600_000,
      peak: 0.2,
      rms: 0.05,
      muted: true,
      silenced: false,
    });
    expect(after.spoken).toBeLessThanOrEqual(1_500);
  });
});
