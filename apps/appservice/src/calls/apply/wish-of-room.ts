import {
  conferenceContentSchema,
  conferenceLocksSchema,
  controlWishSchema,
  floorContentSchema,
  isGuestUserId,
  isPhoneUserId,
  powerLevelOf,
  rightsUnder,
  roleMay,
  roleOf,
  type ConferenceRole,
  type ControlStanding,
  type ControlWish,
} from "@plenum/model";

/** What a Matrix room says that concerns its call. Contents are as untrusted as any event. */
export interface RoomFacts {
  readonly create: { readonly sender: string; readonly content: unknown };
  readonly powerLevels: unknown;
  /** Content of `chat.plenum.conference`; undefined in an ordinary room. */
  readonly conference: unknown;
  /** Content of `chat.plenum.floor`. */
  readonly floor: unknown;
  /** Everybody who is joined. */
  readonly members: readonly string[];
}

/** People that a wish names; the model allows no more. */
const MAX_NAMED = 1_000;
const MAX_STAGE = 100;
const RANKS: Readonly<Record<ConferenceRole, number>> = {
  moderator: 0,
  presenter: 1,
  participant: 2,
  guest: 3,
  listener: 4,
};

/**
 * How the call of a room is to be, from the room alone. Members are named with role and rights, so
 * that a token from before a change does not bring back what was taken; of more than a thousand the
 * ones with the most to say.
 *
 * - moderator: everything, always
 * - presenter: everything, also where it is locked; on the stage of a lecture
 * - who has the floor: microphone and camera, and the stage; a telephone too, which is no member
 * - listener: nothing, not even with the floor
 * - everybody else: what is not locked, and nothing in a lecture
 *
 * @param serverName of this installation, to tell guests
 */
export function wishOfRoom(facts: RoomFacts, serverName: string): ControlWish {
  const conference = conferenceContentSchema.safeParse(facts.conference);
  const floor = floorContentSchema.safeParse(facts.floor);
  const members = new Set(facts.members);
  const holders = new Set(
    floor.success
      ? floor.data.holders.filter((userId) => members.has(userId) || isPhoneUserId(userId))
      : [],
  );
  const phones = [...holders].filter((userId) => !members.has(userId));
  const people = [
    ...facts.members.map((userId) => ({
      userId,
      role: roleOf(
        powerLevelOf(userId, facts.create, facts.powerLevels),
        isGuestUserId(userId, serverName),
      ),
    })),
    ...phones.map((userId) => ({ userId, role: "participant" as const })),
  ];
  const lecture = conference.success && conference.data.kind === "lecture";
  const stage = people
    .filter(
      ({ userId, role }) => role === "presenter" || (roleMay("speak", role) && holders.has(userId)),
    )
    .toSorted((a, b) => Number(holders.has(b.userId)) - Number(holders.has(a.userId)))
    .map(({ userId }) => userId)
    .slice(0, MAX_STAGE);
  const frame = controlWishSchema.parse({
    mode: lecture ? "stage" : "meeting",
    stage: lecture ? stage : [],
    locks: conferenceLocksSchema.parse(conference.success ? conference.data.locks : undefined),
  });
  const named = people
    .toSorted(
      (a, b) =>
        Number(holders.has(b.userId)) - Number(holders.has(a.userId)) ||
        RANKS[a.role] - RANKS[b.role],
    )
    .slice(0, MAX_NAMED)
    .map(({ userId, role }) => [userId, standingOf(frame, userId, role, holders)] as const);
  return { ...frame, participants: Object.fromEntries(named) };
}

function standingOf(
  frame: ControlWish,
  userId: string,
  role: ConferenceRole,
  holders: ReadonlySet<string>,
): ControlStanding {
  if (role === "presenter") return { role, audio: true, video: true, desktop: true };
  const rights = rightsUnder(frame, userId, role);
  if (!roleMay("speak", role) || !holders.has(userId)) return rights;
  // On the stage nothing but locks keeps a screen back.
  return { ...rights, audio: true, video: true };
}
