/**
 * What is done when a running call is disturbed, and when: pure. Sound and picture, signalling, and
 * the path to the service are looked at apart, since each is mended in its own way and most of it
 * heals by itself as soon as the path is back. `call/recovery.ts` carries out the effects.
 */
import type { CallTrouble } from "../contract/index.ts";
import type { MediaState } from "../jitsi/repair.ts";

/** Milliseconds that a connection of sound gets on a path that is there: it looks for a way itself. */
const HEAL_TIME = 700;
/** Milliseconds that a connection gets to come about at all. */
const CONNECT_TIME = 5_000;
/** Milliseconds after which a call is joined anew on a path that is there: two tries were in vain. */
const MENDING_TIME = HEAL_TIME + 2 * CONNECT_TIME;
/** The same when the service itself has taken the connection away: it invites again when it can. */
const INVITATION_TIME = 20_000;
/** Milliseconds for which sound goes on without signalling before anybody is told. */
const SILENT_TIME = 3_000;

export interface RecoveryState {
  /** Whether there is a session that can be mended; without one, the call is being joined anew. */
  readonly session: boolean;
  readonly media: MediaState;
  readonly signalling: "up" | "lost";
  /** It is being taken up, and that has not failed yet. */
  readonly renewing: boolean;
  readonly path: "there" | "doubtful" | "away";
  /** Connections from before may be dead without anybody having noticed. */
  readonly stale: boolean;
  /** The trouble of the moment began, and when: milliseconds. */
  readonly since: number | undefined;
  /** The path was found to be there since the trouble began. */
  readonly backAt: number | undefined;
  /** Sound and picture were begun anew for the last time. */
  readonly restartedAt: number | undefined;
  /** What was told last. */
  readonly told: CallTrouble | undefined;
}

export type RecoveryEvent =
  | { readonly kind: "session-opened" }
  /** There is none any more; another one is being made, or was just tried in vain. */
  | { readonly kind: "session-closed" }
  | { readonly kind: "media"; readonly state: MediaState }
  | { readonly kind: "signalling-lost" }
  | { readonly kind: "signalling-resumed" }
  /** The device slept, or its network changed. */
  | { readonly kind: "disturbed" }
  /** The service answered, or did not. */
  | { readonly kind: "answered" }
  | { readonly kind: "unanswered" }
  | { readonly kind: "due" };

export type RecoveryEffect =
  /** Ask the service whether it can be reached. */
  | { readonly kind: "probe" }
  /** Take up the signalling connection at once, on a new socket. */
  | { readonly kind: "renew-signalling" }
  /** Begin sound and picture anew, with the session as it is. */
  | { readonly kind: "restart-media" }
  /** Nothing of this helped: join anew. */
  | { readonly kind: "rejoin" }
  /** Another join needs to wait no longer. */
  | { readonly kind: "path-back" }
  | { readonly kind: "tell"; readonly trouble: CallTrouble | undefined }
  /** Look again at this time; takes the place of an earlier one. */
  | { readonly kind: "look-at"; readonly at: number };

export interface RecoveryStep {
  readonly state: RecoveryState;
  readonly effects: readonly RecoveryEffect[];
}

export const calm: RecoveryState = {
  session: false,
  media: "alive",
  signalling: "up",
  renewing: false,
  path: "there",
  stale: false,
  since: undefined,
  backAt: undefined,
  restartedAt: undefined,
  told: undefined,
};

/** @param now milliseconds of a clock that runs on while the device sleeps */
export function recover(state: RecoveryState, event: RecoveryEvent, now: number): RecoveryStep {
  const effects: RecoveryEffect[] = [];
  const next = decide(hear(state, event, now, effects), now, effects);
  return { state: next, effects };
}

function hear(
  state: RecoveryState,
  event: RecoveryEvent,
  now: number,
  effects: RecoveryEffect[],
): RecoveryState {
  switch (event.kind) {
    case "session-opened":
      return { ...calm, session: true };
    case "session-closed":
      return { ...calm, path: doubted(state), stale: state.stale, told: state.told };
    case "media":
      return hearMedia(state, event.state);
    case "signalling-lost":
      return { ...state, signalling: "lost", renewing: false, path: doubted(state) };
    case "signalling-resumed":
      return found({ ...state, signalling: "up", renewing: false, stale: false }, now);
    case "disturbed":
      return { ...state, path: doubted(state), stale: true };
    case "answered":
      return answered(state, now, effects);
    case "unanswered":
      return { ...state, path: "away", stale: true, backAt: undefined, restartedAt: undefined };
    case "due":
      break;
  }
  return state;
}

function hearMedia(state: RecoveryState, media: MediaState): RecoveryState {
  if (media === state.media) return state;
  if (media === "alive") return { ...state, media, restartedAt: undefined };
  // The service that ends a connection, or makes one, has just been heard of.
  if (media === "none" || media === "connecting") return { ...state, media };
  return { ...state, media, path: doubted(state), stale: true };
}

function answered(state: RecoveryState, now: number, effects: RecoveryEffect[]): RecoveryState {
  const there = { ...found(state, now), stale: false };
  if (!state.session) {
    if (state.stale) effects.push({ kind: "path-back" });
    return there;
  }
  if (!state.stale && (state.signalling === "up" || state.renewing)) return there;
  effects.push({ kind: "renew-signalling" });
  return { ...there, signalling: "lost", renewing: true };
}

/** A path that is known to be away is not doubted any more. */
function doubted({ path }: RecoveryState): RecoveryState["path"] {
  return path === "away" ? "away" : "doubtful";
}

function found(state: RecoveryState, now: number): RecoveryState {
  return { ...state, path: "there", backAt: state.backAt ?? now };
}

function decide(state: RecoveryState, now: number, effects: RecoveryEffect[]): RecoveryState {
  if (state.path !== "there") effects.push({ kind: "probe" });
  if (!state.session) return told(state, state.path === "away" ? "network" : "service", effects);
  const undisturbed = state.media === "alive" && state.signalling === "up" && state.path !== "away";
  if (undisturbed) {
    // How the path was in this trouble says nothing about the next one.
    return told({ ...state, since: undefined, backAt: undefined }, undefined, effects);
  }
  const looks: number[] = [];
  const begun = { ...state, since: state.since ?? now };
  const next = begun.path === "there" ? mend(begun, now, effects, looks) : begun;
  if (!next.session) return next;
  const trouble = troubleOf(next, now, looks);
  const at = looks.filter((one) => one > now).toSorted((a, b) => a - b)[0];
  if (at !== undefined) effects.push({ kind: "look-at", at });
  return trouble === undefined ? next : told(next, trouble, effects);
}

/** On a path that is there: what is due now, and when something else will be. */
function mend(
  state: RecoveryState,
  now: number,
  effects: RecoveryEffect[],
  looks: number[],
): RecoveryState {
  const backAt = state.backAt ?? state.since ?? now;
  const lastAt = Math.max(backAt, state.restartedAt ?? 0);
  const limit =
    state.media === "none" && state.signalling === "up" ? INVITATION_TIME : MENDING_TIME;
  if (now >= backAt + limit) {
    effects.push({ kind: "rejoin" });
    return { ...state, session: false, backAt: undefined, told: "service" };
  }
  looks.push(backAt + limit);
  const ripe = restartAt(state, backAt, lastAt);
  if (ripe === undefined) return state;
  if (now < ripe) {
    looks.push(ripe);
    return state;
  }
  effects.push({ kind: "restart-media" });
  looks.push(now + CONNECT_TIME);
  return { ...state, restartedAt: now };
}

/** When sound and picture are to be begun anew, if at all as things are. */
function restartAt(state: RecoveryState, backAt: number, lastAt: number): number | undefined {
  // It takes signalling; and whoever has no connection is invited without asking.
  if (state.signalling === "lost" || state.media === "alive" || state.media === "none") {
    return undefined;
  }
  if (state.media === "connecting" || state.restartedAt !== undefined) return lastAt + CONNECT_TIME;
  return state.media === "failed" ? backAt : backAt + HEAL_TIME;
}

function troubleOf(state: RecoveryState, now: number, looks: number[]): CallTrouble | undefined {
  if (state.media !== "alive") return state.path === "away" ? "network" : "media";
  const at = (state.since ?? now) + SILENT_TIME;
  if (now >= at) return "signalling";
  looks.push(at);
  return undefined;
}

function told(
  state: RecoveryState,
  trouble: CallTrouble | undefined,
  effects: RecoveryEffect[],
): RecoveryState {
  if (trouble === state.told) return state;
  effects.push({ kind: "tell", trouble });
  return { ...state, told: trouble };
}
