import { isPhoneUserId } from "../ids/phone-id.ts";
import type { PublishedList, SpeechKind } from "./events.ts";

/** A hand that is up in the room. */
export interface SeenHand {
  readonly userId: string;
  readonly kind: SpeechKind;
  /** Milliseconds since 1970 by the server. */
  readonly since: number;
}

/** What somebody has spoken before; ended speeches alone. */
export interface SpokenBefore {
  readonly turns: number;
  readonly ms: number;
}

export interface WaitingRow extends SpokenBefore {
  readonly person: string;
  readonly kind: SpeechKind;
  readonly since: number;
  /** From 1. */
  readonly place: number;
  /** Who has last moved this person by hand. */
  readonly movedBy?: string;
  /** Who has put this person onto the list, who has not raised a hand. */
  readonly addedBy?: string;
  /** The hand is up and has not been put into the list yet. */
  readonly pending: boolean;
}

export interface SpeakerRow extends SpokenBefore {
  readonly person: string;
  readonly kind: SpeechKind;
  readonly since: number;
}

/** The speaking list as people look at it. */
export interface SpeakingView {
  readonly open: boolean;
  readonly firstTimeFirst: boolean;
  readonly several: boolean;
  /** Seconds of one speech; 0 for no limit. */
  readonly limit: number;
  readonly speakers: readonly SpeakerRow[];
  readonly rows: readonly WaitingRow[];
  /** People in the list who are not shown. */
  readonly more: number;
  /** Who spoke most in front. */
  readonly sums: PublishedList["sums"];
}

const NOTHING: SpokenBefore = { turns: 0, ms: 0 };

/**
 * The list that all see, with the hands that are still on their way into it behind, and without those
 * who have lowered theirs meanwhile: so hands go up and down also while nobody puts them in order.
 * @param list undefined in a room where nobody keeps one
 */
export function speakingView(
  list: PublishedList | undefined,
  hands: readonly SeenHand[],
): SpeakingView {
  const sums = list?.sums ?? [];
  const before = new Map(sums.map(({ person, turns, ms }) => [person, { turns, ms }]));
  const spokenBefore = (person: string): SpokenBefore => before.get(person) ?? NOTHING;
  const up = new Set(hands.map(({ userId }) => userId));
  // Telephones have no hand in the room, and whoever was put onto the list has none either.
  const queue = (list?.queue ?? []).filter(
    ({ person, added_by: addedBy }) =>
      up.has(person) || addedBy !== undefined || isPhoneUserId(person),
  );
  const placed = new Set([...(list?.queue ?? []), ...(list?.turns ?? [])].map((one) => one.person));
  const onTheirWay = hands
    .filter(({ userId, since }) => !placed.has(userId) && since > (list?.at ?? 0))
    .map(({ userId, kind, since }) => ({
      person: userId,
      kind,
      since,
      pending: list !== undefined,
    }));
  const rows = [...queue.map(rowOf), ...onTheirWay];
  return {
    open: list?.open ?? true,
    firstTimeFirst: list?.first_time_first ?? false,
    several: list?.several ?? false,
    limit: list?.limit ?? 0,
    speakers: (list?.turns ?? []).map((turn) => Object.assign({}, turn, spokenBefore(turn.person))),
    rows: rows.map((row, index) =>
      Object.assign({}, row, spokenBefore(row.person), { place: index + 1 }),
    ),
    more: list?.more ?? 0,
    sums,
  };
}

function rowOf({
  person,
  kind,
  since,
  moved_by: movedBy,
  added_by: addedBy,
}: PublishedList["queue"][number]) {
  return {
    person,
    kind,
    since,
    ...(movedBy === undefined ? {} : { movedBy }),
    ...(addedBy === undefined ? {} : { addedBy }),
    pending: false,
  };
}
