import {
  parseUserId,
  type AttendanceAnswer,
  type DialIn,
  type InstallationConfig,
  type Meeting,
  type Occurrence,
} from "@plenum/model";
import { occurrences, type TimeWindow } from "@plenum/model/calendar";
import { seriesOf, uidOf, type PersonOfMeeting, type StoredMeeting } from "./meeting-row.ts";
import type { OwnAnswers, StoredPerson } from "./people-store.ts";

/** Address of a room in the client, for people with an account. */
export function joinUrlOf(config: Pick<InstallationConfig, "publicUrl">, roomId: string): string {
  return `${config.publicUrl}/room/${encodeURIComponent(roomId)}`;
}

/** A meeting as one person sees it. Mail addresses of others are for those who may change it. */
export function shownMeeting(
  config: InstallationConfig,
  meeting: StoredMeeting,
  facts: {
    readonly people: readonly StoredPerson[];
    readonly caller: string;
    readonly mayChange: boolean;
    readonly dialIn: DialIn | undefined;
    /** The caller's answers for single occurrences. */
    readonly single: ReadonlyMap<string, AttendanceAnswer> | undefined;
  },
): Meeting {
  const { fields, roomId } = meeting;
  const { people, caller, mayChange, dialIn } = facts;
  const single = [...(facts.single ?? [])].map(([original, answer]) => ({ original, answer }));
  const own = people.find((person) => person.userId === caller);
  return {
    id: meeting.id,
    uid: uidOf(meeting, config.serverName),
    version: meeting.version,
    state: meeting.cancelled ? "cancelled" : "confirmed",
    title: fields.title,
    description: fields.description,
    kind: fields.kind,
    encrypted: fields.encrypted,
    lobby: fields.lobby,
    start: fields.start,
    minutes: fields.minutes,
    timeZone: fields.timeZone,
    ...(fields.recurrence === undefined ? {} : { recurrence: fields.recurrence }),
    exceptions: [...meeting.exceptions],
    organiser: meeting.organiser,
    people: people.map((person) => shownPerson(person, mayChange)),
    places: fields.places,
    reminder: fields.reminder,
    ...(roomId === undefined || meeting.cancelled
      ? {}
      : { roomId, joinUrl: joinUrlOf(config, roomId) }),
    ...(dialIn === undefined || meeting.cancelled ? {} : { dialIn }),
    ...(own === undefined ? {} : { ownAnswer: own.answer }),
    ...(single.length === 0 ? {} : { ownAnswers: single }),
    mayChange,
  };
}

function shownPerson(person: StoredPerson, withMail: boolean): PersonOfMeeting {
  return {
    ...(person.userId === undefined ? {} : { userId: person.userId }),
    ...(person.mail === undefined || !withMail ? {} : { mail: person.mail }),
    name: nameOf(person),
    optional: person.optional,
    answer: person.answer,
    ...(person.mailState === undefined || !withMail ? {} : { delivery: person.mailState }),
  };
}

/** Name of somebody invited: as given, or what the account or address begins with. */
export function nameOf(person: StoredPerson): string {
  if (person.name !== "") return person.name;
  if (person.userId !== undefined) return parseUserId(person.userId).localpart;
  return person.mail?.split("@", 1)[0] ?? "";
}

/** What of a meeting lies in a stretch of time. */
export function shownOccurrences(
  meeting: StoredMeeting,
  window: TimeWindow,
  own: OwnAnswers | undefined,
): readonly Occurrence[] {
  const { fields, roomId } = meeting;
  const room = roomId === undefined ? {} : { roomId };
  return occurrences(seriesOf(meeting), window).map((each) => {
    const occurrence: Occurrence = {
      meetingId: meeting.id,
      original: each.original,
      startsAt: each.startsAt,
      endsAt: each.endsAt,
      title: each.title ?? fields.title,
      kind: fields.kind,
      organiser: meeting.organiser,
      places: fields.places,
      recurring: fields.recurrence !== undefined,
      changed: each.changed,
      cancelled: each.cancelled || meeting.cancelled,
      reminder: fields.reminder,
    };
    const answer = own?.single.get(each.original) ?? own?.series;
    return Object.assign(occurrence, room, answer === undefined ? {} : { ownAnswer: answer });
  });
}
