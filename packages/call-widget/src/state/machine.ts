/**
 * What a call is doing and what follows from what happens to it: a pure transition table.
 * It knows nothing of lib-jitsi-meet; `call/engine.ts` carries out the effects.
 */
import type {
  CallEndReason,
  CallPhase,
  CallProblem,
  CallTrouble,
  EncryptionProblem,
} from "../contract/index.ts";
import { joinDelay, rejoinDelay } from "./back-off.ts";

export interface MachineState {
  readonly phase: CallPhase;
  /** Tries without success since the call last ran (or since the click on "join"). */
  readonly attempts: number;
  /** `joined()` was told to the host and `left()` was not yet. */
  readonly announced: boolean;
  /** The last try ended with a token that the server did not want. */
  readonly tokenRefused: boolean;
}

export type MachineEvent =
  | { readonly kind: "join-asked" }
  /** Signalling and conference are joined. */
  | { readonly kind: "entered" }
  /** The running call is disturbed, see `recovery.ts`; or is no more, without `trouble`. */
  | { readonly kind: "trouble"; readonly trouble: CallTrouble | undefined; readonly at: number }
  /** The session is lost: socket closed, resume refused, conference failed. */
  | { readonly kind: "session-lost"; readonly at: number }
  /** The server did not accept the token. */
  | { readonly kind: "token-refused"; readonly at: number }
  /** The appservice does not let this person in (any more). */
  | { readonly kind: "not-admitted" }
  | { readonly kind: "room-gone" }
  | { readonly kind: "library-missing"; readonly at: number }
  /** Media is to be encrypted from device to device, and cannot be here. */
  | { readonly kind: "cannot-encrypt"; readonly problem: EncryptionProblem }
  | { readonly kind: "retry-due" }
  /** The service can be reached again: no sense in waiting, nor for a try from before. */
  | { readonly kind: "path-back" }
  /** Nothing less than a new join helps. */
  | { readonly kind: "beyond-mending"; readonly at: number }
  | { readonly kind: "removed" }
  | { readonly kind: "replaced" }
  | { readonly kind: "hung-up" };

export type Effect =
  /** Join, with a token that is good. */
  | { readonly kind: "open-session" }
  | { readonly kind: "close-session" }
  | { readonly kind: "schedule-retry"; readonly delay: number }
  | { readonly kind: "cancel-timers" }
  | { readonly kind: "announce-joined" }
  | { readonly kind: "announce-left"; readonly reason: CallEndReason }
  /** Give camera and microphone back. */
  | { readonly kind: "release-devices" };

export interface Step {
  readonly state: MachineState;
  readonly effects: readonly Effect[];
}

export const initialState: MachineState = {
  phase: { kind: "preview" },
  attempts: 0,
  announced: false,
  tokenRefused: false,
};

function stay(state: MachineState): Step {
  return { state, effects: [] };
}

function end(state: MachineState, reason: CallEndReason): Step {
  const effects: Effect[] = [
    { kind: "cancel-timers" },
    { kind: "close-session" },
    { kind: "release-devices" },
  ];
  if (state.announced) effects.push({ kind: "announce-left", reason });
  return {
    state: { ...initialState, phase: { kind: "ended", reason } },
    effects,
  };
}

/** The first join did not work out. Devices stay open: trying again is one click away. */
function fail(problem: CallProblem): Step {
  return {
    state: { ...initialState, phase: { kind: "failed", problem } },
    effects: [{ kind: "cancel-timers" }, { kind: "close-session" }],
  };
}

function lost(state: MachineState, at: number, tokenRefused: boolean): Step {
  const { phase } = state;
  const running = phase.kind === "joined" || phase.kind === "reconnecting";
  if (!running && phase.kind !== "joining") return stay(state);
  // A refused token may just have run out; a fresh one that is refused as well will not get better.
  if (tokenRefused && state.tokenRefused) {
    return running ? end(state, "token-refused") : fail("token-refused");
  }
  const delay = running ? rejoinDelay(state.attempts) : joinDelay(state.attempts);
  if (delay === undefined) {
    return running ? end(state, "connection-lost") : fail("server-unreachable");
  }
  return {
    state: {
      ...state,
      tokenRefused,
      attempts: state.attempts + 1,
      phase: running ? reconnecting(phase, "service", at) : phase,
    },
    effects: [
      { kind: "cancel-timers" },
      { kind: "close-session" },
      { kind: "schedule-retry", delay: tokenRefused ? 0 : delay },
    ],
  };
}

function reconnecting(phase: CallPhase, trouble: CallTrouble, at: number): CallPhase {
  const since = phase.kind === "reconnecting" ? phase.since : at;
  return { kind: "reconnecting", since, trouble };
}

function disturbed(state: MachineState, trouble: CallTrouble | undefined, at: number): Step {
  const { phase } = state;
  if (phase.kind !== "joined" && phase.kind !== "reconnecting") return stay(state);
  if (trouble !== undefined) {
    return stay({ ...state, phase: reconnecting(phase, trouble, at) });
  }
  // While a new session is being made the old one has nothing to say.
  return state.attempts > 0 ? stay(state) : stay({ ...state, phase: { kind: "joined" } });
}

/**
 * The transition table: what a call does next, and what has to be done for it.
 * Events that make no sense in a state change nothing.
 */
export function step(state: MachineState, event: MachineEvent): Step {
  const { phase } = state;
  const active =
    phase.kind === "joining" || phase.kind === "joined" || phase.kind === "reconnecting";
  // What can't work is said in the preview already.
  const open = active || phase.kind === "preview";
  const announcedRun = phase.kind === "joined" || phase.kind === "reconnecting";
  switch (event.kind) {
    case "join-asked":
      if (active) return stay(state);
      return {
        state: { ...initialState, phase: { kind: "joining" } },
        effects: [{ kind: "open-session" }],
      };
    case "entered": {
      if (!active) return stay(state);
      const effects: Effect[] = [{ kind: "cancel-timers" }];
      if (!state.announced) effects.push({ kind: "announce-joined" });
      return {
        state: { phase: { kind: "joined" }, attempts: 0, announced: true, tokenRefused: false },
        effects,
      };
    }
    case "trouble":
      return disturbed(state, event.trouble, event.at);
    case "beyond-mending":
      return phase.kind === "reconnecting" ? lost(state, event.at, false) : stay(state);
    case "path-back":
      if (!active || state.attempts === 0) return stay(state);
      return {
        state,
        effects: [{ kind: "cancel-timers" }, { kind: "close-session" }, { kind: "open-session" }],
      };
    case "session-lost":
      return lost(state, event.at, false);
    case "token-refused":
      return lost(state, event.at, true);
    case "retry-due":
      if (!active) return stay(state);
      return { state, effects: [{ kind: "open-session" }] };
    case "not-admitted":
      if (!open) return stay(state);
      return announcedRun ? end(state, "token-refused") : fail("token-refused");
    case "room-gone":
      if (!open) return stay(state);
      return announcedRun ? end(state, "room-gone") : fail("room-gone");
    case "library-missing":
      if (!open) return stay(state);
      return announcedRun ? lost(state, event.at, false) : fail("library-unavailable");
    case "cannot-encrypt":
      if (!open) return stay(state);
      return announcedRun ? end(state, "connection-lost") : fail(event.problem);
    case "removed":
      return active ? end(state, "removed") : stay(state);
    case "replaced":
      return active ? end(state, "joined-elsewhere") : stay(state);
    case "hung-up":
      break;
  }
  return phase.kind === "ended" ? stay(state) : end(state, "hung-up");
}
