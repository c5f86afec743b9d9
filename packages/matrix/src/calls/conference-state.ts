import {
  conferenceContentSchema,
  conferenceLocksSchema,
  floorContentSchema,
  HAND_LIFETIME,
  handContentSchema,
  isGuestUserId,
  mayAct,
  PRESENTER_POWER,
  readRoomRights,
  roleMay,
  roleOf,
  speechKindOf,
  type Actor,
  type ConferenceAct,
} from "@plenum/model";
import type { ConferenceState } from "../contract.ts";
import { powerOf, type PowerSource } from "../members/power.ts";
import { clampTime, isRecord, record, texts } from "../untrusted/guards.ts";
import { serverOf } from "../untrusted/names.ts";

/** A state event `chat.plenum.hand`, as it came. */
export interface HandFact {
  readonly sender: string;
  readonly stateKey: string;
  readonly content: unknown;
  /** Milliseconds since 1970 by the sender's server. */
  readonly timestamp: unknown;
}

/** What a room says that concerns its call. Everything in it is untrusted. */
export interface ConferenceFacts {
  readonly ownUserId: string;
  readonly power: PowerSource;
  /** Content of `chat.plenum.conference`; undefined in an ordinary room. */
  readonly conference: unknown;
  /** Content of `chat.plenum.floor`. */
  readonly floor: unknown;
  readonly hands: readonly HandFact[];
}

/** People that are looked at; a room may name more. */
const MOST = 1_000;

/** What follows from the state of a room for its call. @param now milliseconds since 1970 */
export function readConference(facts: ConferenceFacts, now: number): ConferenceState {
  const { ownUserId, power } = facts;
  const conference = conferenceContentSchema.safeParse(facts.conference);
  const floor = floorContentSchema.safeParse(facts.floor);
  const rights = readRoomRights(power.levels);
  const actor = actorOf(ownUserId, power);
  const may = (act: ConferenceAct): boolean => mayAct(act, actor, rights);
  const isConference = conference.success;
  return {
    isConference,
    isListener: !roleMay("raise-hand", roleOf(actor.power, actor.isGuest)),
    lecture: conference.success && conference.data.kind === "lecture",
    locks: conferenceLocksSchema.parse(conference.success ? conference.data.locks : undefined),
    holders: floor.success ? floor.data.holders : [],
    ...(floor.success && floor.data.list !== undefined ? { list: floor.data.list } : {}),
    presenters: presentersOf(power),
    hands: handsOf(facts.hands, now).filter(({ userId }) => {
      const { power: level, isGuest } = actorOf(userId, power);
      return roleMay("raise-hand", roleOf(level, isGuest));
    }),
    may: {
      conference: isConference && may("lock-microphones"),
      floor: isConference && may("give-floor"),
      roles: may("change-role"),
      hand: may("raise-hand"),
    },
  };
}

function actorOf(userId: string, power: PowerSource): Actor {
  return { power: powerOf(userId, power), isGuest: isGuestUserId(userId, serverOf(userId)) };
}

function presentersOf(power: PowerSource): readonly string[] {
  const users = record(power.levels, "users") ?? {};
  const creators = [power.creator, ...texts(power.create, "additional_creators", 100)];
  const named = new Set([...creators, ...Object.keys(users).slice(0, MOST)]);
  return [...named].filter((userId) => powerOf(userId, power) >= PRESENTER_POWER).toSorted();
}

function handsOf(hands: readonly HandFact[], now: number): ConferenceState["hands"] {
  return hands
    .slice(0, MOST)
    .filter(
      ({ sender, stateKey, content }) =>
        sender === stateKey && handContentSchema.safeParse(content).success,
    )
    .map(({ stateKey, timestamp, content }) => ({
      userId: stateKey,
      kind: speechKindOf(isRecord(content) ? content["kind"] : undefined),
      since: clampTime(timestamp, now),
    }))
    .filter(({ since }) => now - since < HAND_LIFETIME)
    .toSorted((a, b) => a.since - b.since || (a.userId < b.userId ? -1 : 1));
}

/** Field that remembers what kind of meeting a lecture is at other times. */
const KIND_BEFORE = "chat.plenum.kind_before";

/**
 * Content of `chat.plenum.conference` that makes a lecture of a meeting, or again what it was. What
 * else stands there survives.
 * @returns undefined for content that is no conference
 */
export function withLecture(
  before: unknown,
  on: boolean,
): Readonly<Record<string, unknown>> | undefined {
  const parsed = conferenceContentSchema.safeParse(before);
  if (!parsed.success || !isRecord(before)) return undefined;
  if ((parsed.data.kind === "lecture") === on) return before;
  const { [KIND_BEFORE]: kindBefore, ...rest } = before;
  if (on) return { ...rest, kind: "lecture", [KIND_BEFORE]: parsed.data.kind };
  const kind = conferenceContentSchema.shape.kind.catch("meeting").parse(kindBefore);
  return { ...rest, kind: kind === "lecture" ? "meeting" : kind };
}

/** Content of `chat.plenum.conference` with one lock closed or opened. */
export function withLock(
  before: unknown,
  kind: string,
  locked: boolean,
): Readonly<Record<string, unknown>> | undefined {
  const parsed = conferenceContentSchema.safeParse(before);
  if (!parsed.success || !isRecord(before)) return undefined;
  return { ...before, locks: { ...record(before, "locks"), [kind]: locked } };
}
