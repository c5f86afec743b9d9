/** Who is in the call, derived from what the conference knows. Pure. */
import { GUEST_LOCALPART_PREFIX, InvalidUserIdError, parseUserId } from "@plenum/model";
import type { CallParticipant } from "../contract/index.ts";

/** One video or audio source of somebody. */
export interface SourceFact {
  readonly kind: "audio" | "camera" | "screen";
  readonly muted: boolean;
}

/** What the conference knows of one remote participant. */
export interface ParticipantFact {
  readonly id: string;
  readonly userId?: string;
  readonly displayName: string;
  readonly isModerator: boolean;
  readonly sources: readonly SourceFact[];
}

/** What is known of oneself. */
export interface OwnFact {
  readonly id: string;
  readonly userId?: string;
  readonly displayName: string;
  readonly isModerator: boolean;
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly screenOn: boolean;
}

/** True for the account of a guest, whichever agency made it: all of them name guests alike. */
export function isGuestAccount(userId: string | undefined): boolean {
  if (userId === undefined) return false;
  try {
    return parseUserId(userId).localpart.startsWith(GUEST_LOCALPART_PREFIX);
  } catch (error) {
    if (error instanceof InvalidUserIdError) return false;
    throw error;
  }
}

function running(fact: ParticipantFact, kind: SourceFact["kind"]): boolean {
  return fact.sources.some((source) => source.kind === kind && !source.muted);
}

/**
 * The list of participants: others in order of arrival, oneself last.
 * A source that was never announced counts as muted.
 * @param others in order of arrival
 * @param dominant endpoint id of who speaks
 */
export function deriveParticipants(
  others: readonly ParticipantFact[],
  own: OwnFact | undefined,
  dominant: string | undefined,
): readonly CallParticipant[] {
  const list = others.map((fact): CallParticipant => ({
    id: fact.id,
    ...(fact.userId === undefined ? {} : { userId: fact.userId }),
    displayName: fact.displayName,
    isLocal: false,
    isGuest: isGuestAccount(fact.userId),
    isModerator: fact.isModerator,
    audioMuted: !running(fact, "audio"),
    videoMuted: !running(fact, "camera"),
    sharingScreen: running(fact, "screen"),
    dominant: fact.id === dominant && running(fact, "audio"),
  }));
  if (own) {
    list.push({
      id: own.id,
      ...(own.userId === undefined ? {} : { userId: own.userId }),
      displayName: own.displayName,
      isLocal: true,
      isGuest: isGuestAccount(own.userId),
      isModerator: own.isModerator,
      audioMuted: !own.microphoneOn,
      videoMuted: !own.cameraOn,
      sharingScreen: own.screenOn,
      dominant: own.id === dominant && own.microphoneOn,
    });
  }
  return list;
}

/**
 * The newer list, with the objects of the older one wherever somebody is as before: whoever has not
 * changed need not be drawn anew. The older list itself, if nothing changed at all.
 */
export function keepParticipants(
  before: readonly CallParticipant[],
  after: readonly CallParticipant[],
): readonly CallParticipant[] {
  const known = new Map(before.map((one) => [one.id, one]));
  const kept = after.map((now) => {
    const old = known.get(now.id);
    return old && same(old, now) ? old : now;
  });
  const unchanged =
    kept.length === before.length && kept.every((one, index) => one === before[index]);
  return unchanged ? before : kept;
}

function same(old: CallParticipant, now: CallParticipant): boolean {
  return (
    old.userId === now.userId &&
    old.displayName === now.displayName &&
    old.isLocal === now.isLocal &&
    old.isModerator === now.isModerator &&
    old.audioMuted === now.audioMuted &&
    old.videoMuted === now.videoMuted &&
    old.sharingScreen === now.sharingScreen &&
    old.dominant === now.dominant
  );
}
