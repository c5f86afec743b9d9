/** What a microphone has to say for itself. Pure: the same looks give the same hints. */

/** One look at the microphone. */
export interface Look {
  /** Milliseconds, on any clock that goes forward. */
  readonly at: number;
  /** Loudest sample, 0…1. */
  readonly peak: number;
  /** Root mean square, 0…1. */
  readonly rms: number;
  /** The device itself gives no sound. */
  readonly silenced: boolean;
  /** Whether the microphone is switched off in the call. */
  readonly muted: boolean;
}

/** `muted-speaking`: somebody speaks who is muted. `no-sound`: the microphone is on and gives nothing. */
export type MicrophoneHint = "muted-speaking" | "no-sound";

export interface HintState {
  readonly hint: MicrophoneHint | undefined;
  /** Milliseconds of speech while muted, less with silence. */
  readonly spoken: number;
  readonly spokeAt: number;
  readonly silentSince: number | undefined;
  /** This device was heard since it was opened: silence is then what it gives between words. */
  readonly heard: boolean;
  readonly lastLook: number | undefined;
  /** Until when somebody who sent a hint away is left alone. */
  readonly quietUntil: number;
}

/** About −38 dB: speech before a microphone, but no typing beside it. */
const SPEECH = 0.012;
/** A sample of the coarsest converter in use: below it there is no sound at all. */
const DIGITAL_SILENCE = 1 / 32_768;
/** Milliseconds of speech that are no cough. */
const SPEAKING = 600;
/** Milliseconds without speech after which the hint has done its work. */
const FORGOTTEN = 6_000;
/** Milliseconds without any sound that are no pause. */
const NO_SOUND = 5_000;
/** Milliseconds for which a hint that was sent away does not come back. */
const QUIET = 60_000;
/** A look after a longer pause (a laptop that slept) says nothing of the time before. */
const LONGEST_STEP = 1_500;

export const noHints: HintState = {
  hint: undefined,
  spoken: 0,
  spokeAt: 0,
  silentSince: undefined,
  heard: false,
  lastLook: undefined,
  quietUntil: 0,
};

/** The state after one more look. */
export function look(state: HintState, seen: Look): HintState {
  const step = Math.min(LONGEST_STEP, seen.at - (state.lastLook ?? seen.at));
  const heard = state.heard || seen.peak > DIGITAL_SILENCE;
  const speaks = seen.rms > SPEECH;
  const spoken = seen.muted
    ? Math.min(SPEAKING * 2, Math.max(0, state.spoken + (speaks ? step : -step / 2)))
    : 0;
  const spokeAt = speaks ? seen.at : state.spokeAt;
  const silent = !seen.muted && (seen.silenced || (!heard && seen.peak <= DIGITAL_SILENCE));
  const silentSince = silent ? (state.silentSince ?? seen.at) : undefined;
  return {
    hint: hintOf(state, seen, { spoken, spokeAt, silentSince }),
    spoken,
    spokeAt,
    silentSince,
    heard,
    lastLook: seen.at,
    quietUntil: state.quietUntil,
  };
}

function hintOf(
  before: HintState,
  { at, muted }: Look,
  now: Pick<HintState, "spoken" | "spokeAt" | "silentSince">,
): MicrophoneHint | undefined {
  if (at < before.quietUntil) return undefined;
  if (now.silentSince !== undefined && at - now.silentSince >= NO_SOUND) return "no-sound";
  if (!muted) return undefined;
  if (now.spoken >= SPEAKING) return "muted-speaking";
  const stays = before.hint === "muted-speaking" && at - now.spokeAt < FORGOTTEN;
  return stays ? "muted-speaking" : undefined;
}

/** Somebody sent the hint away. @param at on the clock of the looks */
export function quieten(state: HintState, at: number): HintState {
  return { ...state, hint: undefined, spoken: 0, quietUntil: at + QUIET };
}

/** Another device was opened: what was heard of the one before does not count. */
export function anew(state: HintState): HintState {
  return { ...noHints, quietUntil: state.quietUntil };
}
