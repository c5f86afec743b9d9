import {
  HAND_LIFETIME,
  isPhoneUserId,
  phoneName,
  placeOfConferenceName,
  shownName,
  type ControlConferences,
  type ControlParticipant,
  type SpeakingEvent,
  type SpeakingList,
} from "@plenum/model";
import type { MatrixEvent } from "../matrix/transactions.ts";

/** A telephone in the call of a room. */
export interface PhoneInCall {
  readonly person: string;
  readonly name: string;
  /** Since when its hand is up, milliseconds since 1970. */
  readonly hand?: number;
}

/** Characters of a name. */
const MAX_NAME = 100;

/** The telephones that are in calls, by room. */
export function phonesByRoom(
  conferences: ControlConferences["conferences"],
): ReadonlyMap<string, readonly PhoneInCall[]> {
  const found = new Map<string, readonly PhoneInCall[]>();
  for (const { name, participants } of conferences) {
    const place = placeOfConferenceName(name);
    if (place === undefined || place.subRoom !== undefined) continue;
    const phones = participants.filter(({ userId }) => isPhoneUserId(userId)).map(phoneOf);
    if (phones.length > 0) found.set(place.roomId, phones);
  }
  return found;
}

function phoneOf({ userId, displayName, hand }: ControlParticipant): PhoneInCall {
  const name = phoneName(shownName(displayName)).slice(0, MAX_NAME);
  return { person: userId, name, ...(hand === undefined ? {} : { hand }) };
}

/** Whether a list, or a command for it, names a telephone. */
export function namesPhone(
  { queue, turns }: Pick<SpeakingList, "queue" | "turns">,
  news: readonly MatrixEvent[],
): boolean {
  const asked = news.map(({ content }) => content["person"]);
  const people = [...[...queue, ...turns].map(({ person }) => person), ...asked];
  return people.some((person) => typeof person === "string" && isPhoneUserId(person));
}

/**
 * What telephones have done since, which stands in no room: hands that went up or down, and who has
 * hung up. A hand has one id for as long as it is up, so that it counts once.
 * @param now milliseconds since 1970
 */
export function phoneEvents(
  { queue, turns, handled }: Pick<SpeakingList, "queue" | "turns" | "handled">,
  phones: readonly PhoneInCall[],
  now: number,
): readonly SpeakingEvent[] {
  const here = new Map(phones.map((phone) => [phone.person, phone]));
  const listed = [...queue, ...turns].map(({ person }) => person).filter(isPhoneUserId);
  const gone = [...new Set(listed)]
    .filter((person) => !here.has(person))
    .map((person): SpeakingEvent => {
      return { type: "gone", person, id: `gone ${person} ${now}`, at: now };
    });
  const down = queue
    .filter(({ person, addedBy }) => {
      const phone = here.get(person);
      return addedBy === undefined && phone !== undefined && phone.hand === undefined;
    })
    .map(({ person, since }): SpeakingEvent => {
      const id = `hand of ${person} down ${since}`;
      return { type: "hand", person, kind: undefined, id, at: now };
    });
  const up = phones
    .flatMap(({ person, name, hand = 0 }): SpeakingEvent[] => {
      const id = `hand of ${person} up ${hand}`;
      if (hand < now - HAND_LIFETIME || handled.includes(id)) return [];
      return [{ type: "hand", person, kind: "speak", name, id, at: Math.min(hand, now) }];
    })
    .toSorted((one, other) => one.at - other.at);
  return [...gone, ...down, ...up];
}

/** Tells rooms in which something about telephones is different from before. */
export class PhoneWatch {
  private seen: Map<string, string> | undefined;

  /** @returns undefined the first time, when nothing is known of before */
  changed(conferences: ControlConferences["conferences"]): readonly string[] | undefined {
    const before = this.seen;
    const now = new Map(
      [...phonesByRoom(conferences)].map(([roomId, phones]) => [roomId, signatureOf(phones)]),
    );
    this.seen = now;
    if (before === undefined) return undefined;
    return [...new Set([...before.keys(), ...now.keys()])].filter(
      (roomId) => before.get(roomId) !== now.get(roomId),
    );
  }

  /** Somebody else has looked into a call: who comes and goes between two looks is missed otherwise. */
  saw(roomId: string, phones: readonly PhoneInCall[]): void {
    if (phones.length > 0) this.seen?.set(roomId, signatureOf(phones));
  }

  /** Whether somebody was on the telephone there when last looked at. */
  sees(roomId: string): boolean {
    return this.seen?.has(roomId) ?? false;
  }
}

function signatureOf(phones: readonly PhoneInCall[]): string {
  return phones
    .map(({ person, hand }) => `${person} ${hand ?? ""}`)
    .toSorted()
    .join("\n");
}
