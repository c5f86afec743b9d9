/** Who may come to a sub-room, and when it is over. Pure. */
import { MAX_SUB_ROOM, type ControlStanding, type ControlWish } from "@plenum/model";

export interface PersonAside {
  readonly userId: string;
  /** `left`: was in, or did not answer in time. */
  readonly state: "invited" | "in" | "declined" | "left";
  readonly invitedBy: string;
}

interface Aside {
  readonly id: string;
  readonly people: readonly PersonAside[];
}

/** Invitations that one person may send within a minute. */
const MOST_INVITATIONS = 20;
/** After so many refusals within some minutes nobody is asked by the same person any more. */
const MOST_REFUSALS = 2;
/** Sub-rooms of one call at once. */
const MOST_SUB_ROOMS = 50;

/** What keeps somebody from asking others to come. */
export type InviteProblem = "nobody" | "full" | "busy" | "not-in-call" | "too-often";

/**
 * Whether somebody may ask others to a sub-room.
 * @param facts.room the sub-room; undefined for a new one
 * @param facts.all every open sub-room of the same call
 * @param facts.inCall user ids of those who are in the call and members of its room
 * @param facts.sent invitations of this person within the last minute
 * @param facts.refused how often one of the others has said no to this person of late
 */
export function inviteProblem(
  caller: string,
  invited: readonly string[],
  facts: {
    readonly room: Aside | undefined;
    readonly all: readonly Aside[];
    readonly inCall: ReadonlySet<string>;
    readonly sent: number;
    readonly refused: number;
  },
): InviteProblem | undefined {
  const { room, all, inCall, sent, refused } = facts;
  const others = new Set(invited);
  if (others.size === 0 || others.has(caller)) return "nobody";
  if (!inCall.has(caller) || invited.some((userId) => !inCall.has(userId))) return "not-in-call";
  const there = new Map((room?.people ?? []).map((one) => [one.userId, one.state]));
  const asked = invited.some((userId) => {
    const state = there.get(userId);
    return state === "in" || state === "invited" || state === "declined";
  });
  const elsewhere = all.some(
    (one) =>
      one.id !== room?.id &&
      one.people.some(({ userId, state }) => state === "in" && others.has(userId)),
  );
  if (asked || elsewhere) return "busy";
  const present = room === undefined ? 1 : room.people.filter(isPresent).length;
  if (present + others.size > MAX_SUB_ROOM) return "full";
  if (room === undefined && all.length >= MOST_SUB_ROOMS) return "full";
  const often = sent + others.size > MOST_INVITATIONS || refused >= MOST_REFUSALS;
  return often ? "too-often" : undefined;
}

/** In it, or asked to come and free to do so still. */
export function isPresent({ state }: PersonAside): boolean {
  return state === "in" || state === "invited";
}

/** Whether a sub-room is over: nobody is in it, or one alone who waits for nobody. */
export function isOver(people: readonly PersonAside[]): boolean {
  const inside = people.filter(({ state }) => state === "in").length;
  return inside === 0 || (inside === 1 && !people.some(({ state }) => state === "invited"));
}

/**
 * Who has to be put out of a sub-room.
 * @param there user ids of those who are connected to it
 * @param facts.members of the Matrix room; undefined where that is gone
 * @param facts.missing those of whom the call has known nothing for two rounds
 */
export function strangersAside(
  there: readonly string[],
  facts: {
    readonly people: readonly PersonAside[];
    readonly members: ReadonlySet<string>;
    readonly missing: ReadonlySet<string>;
  },
): readonly string[] {
  const named = new Set(
    facts.people.flatMap(({ userId, state }) => (state === "in" ? userId : [])),
  );
  return [...new Set(there)].filter(
    (userId) => !named.has(userId) || !facts.members.has(userId) || facts.missing.has(userId),
  );
}

/**
 * How a sub-room is to be at the conference server: sound alone, and nobody has more to say in it
 * than anybody else. Who gets in at all is decided by who gets a token.
 */
export function wishOfSubRoom(
  people: readonly PersonAside[],
  isGuest: (userId: string) => boolean,
): ControlWish {
  const standing = (userId: string): ControlStanding => ({
    role: isGuest(userId) ? "guest" : "participant",
    audio: true,
    video: false,
    desktop: false,
  });
  return {
    mode: "meeting",
    stage: [],
    locks: { audio: false, video: true, desktop: true, chat: true },
    participants: Object.fromEntries(
      people.filter(isPresent).map(({ userId }) => [userId, standing(userId)]),
    ),
  };
}
