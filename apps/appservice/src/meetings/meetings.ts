import type { Pool } from "pg";
import {
  type answerMeetingRequestSchema,
  type cancelMeetingRequestSchema,
  type changeMeetingRequestSchema,
  type createMeetingRequestSchema,
  type AuditDetails,
  type Invitee,
  type Meeting,
  type MeetingException,
  type Occurrence,
} from "@plenum/model";
import { isTimeZone, occurrenceOf } from "@plenum/model/calendar";
import { cleanLine, cleanText } from "@plenum/model/ics";
import type { PoolClient } from "pg";
import type { z } from "zod";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ProvisioningStore } from "../conferences/provisioning-store.ts";
import { inTransaction } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import type { InstallationConfig } from "@plenum/model";
import type { MeetingAccess } from "./access.ts";
import type { MeetingMailStore } from "./mail/mail-store.ts";
import { seriesOf, withRealStart, type StoredFields, type StoredMeeting } from "./meeting-row.ts";
import type { MeetingStore } from "./meeting-store.ts";
import type { MeetingPeopleStore, StoredPerson } from "./people-store.ts";
import type { ConferencePins } from "./phone/pins.ts";
import type { RoomChoices } from "./room-choices.ts";
import { shownMeeting, shownOccurrences } from "./shown.ts";

type CreateWish = z.output<typeof createMeetingRequestSchema>;
type ChangeWish = z.output<typeof changeMeetingRequestSchema>;
type CancelWish = z.output<typeof cancelMeetingRequestSchema>;
type AnswerWish = z.output<typeof answerMeetingRequestSchema>;

/** What of a meeting those invited are told about when it changes. */
const TOLD = [
  "title",
  "description",
  "start",
  "minutes",
  "timeZone",
  "recurrence",
  "places",
] as const;
/** What makes an answer void: it was about another time. */
const TIMES = ["start", "minutes", "timeZone", "recurrence"] as const;

/**
 * Scheduling: what people ask for becomes rows, in one transaction with the mails that follow from it
 * and the entry in the audit log. Rooms and mails are made from the rows afterwards.
 */
export class Meetings {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly pool: Pool;
      readonly store: MeetingStore;
      readonly people: MeetingPeopleStore;
      readonly mails: MeetingMailStore;
      readonly conferences: ProvisioningStore;
      readonly access: MeetingAccess;
      readonly pins: ConferencePins;
      readonly choices: RoomChoices;
      readonly audit: AuditLog;
      /** Told that there is something to do. */
      readonly wake: () => void;
    },
  ) {}

  /** @throws ApiProblem `forbidden`, `invalid-request`, `conflict`, `not-a-conference` */
  async create(userId: string, wish: CreateWish): Promise<{ meeting: Meeting; fresh: boolean }> {
    const { access, pool, store, people, audit, conferences } = this.deps;
    access.ensureColleague(userId);
    const { people: invitees, externalKey, roomId, ...given } = wish;
    // A room that is there already is as it is.
    const choice =
      roomId === undefined
        ? await this.deps.choices.choose(given.kind, given)
        : { encrypted: given.encrypted ?? true, lobby: given.lobby ?? false };
    const fields = checkedFields({ ...given, ...choice });
    const others = this.othersThan(userId, invitees);
    if (roomId !== undefined) {
      if (!(await access.moderates(roomId, userId))) throw new ApiProblem("forbidden");
      if ((await conferences.conference(roomId)) === undefined) {
        throw new ApiProblem("not-a-conference");
      }
    }
    const made = await inTransaction(pool, async (client) => {
      const request = { ...given, people: others, roomId };
      const created = await store.create(
        { organiser: userId, externalKey, request, fields, roomId },
        client,
      );
      if (!created.fresh) return created;
      const { id, version } = created.meeting;
      const { added } = await people.replace(id, others, client);
      await this.queueMails(added, { version, kind: "request", original: undefined }, client);
      await audit.record(noteOf("meeting.made", userId, created.meeting), client);
      return created;
    });
    this.deps.wake();
    return { meeting: await this.shown(made.meeting, userId), fresh: made.fresh };
  }

  /** @throws ApiProblem `not-found` for whom it does not concern */
  async show(userId: string, id: string): Promise<Meeting> {
    return this.shown(await this.visible(userId, id), userId);
  }

  /** Occurrences between two moments of all meetings that somebody organises or is invited to. */
  async list(userId: string, from: string, to: string): Promise<readonly Occurrence[]> {
    const { store, people } = this.deps;
    const meetings = await store.ofPerson(userId, from, to);
    const answers = await people.ownAnswers(
      userId,
      meetings.map(({ id }) => id),
    );
    return meetings
      .flatMap((each) => shownOccurrences(each, { from, to }, answers.get(each.id)))
      .toSorted((one, other) => one.startsAt.localeCompare(other.startsAt));
  }

  /**
   * Changes a series or one occurrence.
   * @throws ApiProblem `not-found`, `forbidden`, `invalid-request`; `conflict` where somebody else was faster
   */
  async change(userId: string, id: string, wish: ChangeWish): Promise<Meeting> {
    const seen = await this.changeable(userId, id);
    const { kind, lobby } = { ...seen.fields, ...defined({ kind: wish.kind, lobby: wish.lobby }) };
    if (seen.ownRoom && lobby !== seen.fields.lobby)
      await this.deps.choices.choose(kind, { lobby });
    const invitees =
      wish.people === undefined ? undefined : this.othersThan(seen.organiser, wish.people);
    const changed = await inTransaction(this.deps.pool, async (client) => {
      const meeting = await this.locked(id, client);
      if (meeting.version !== wish.version || meeting.cancelled) throw new ApiProblem("conflict");
      return wish.original === undefined
        ? this.changeSeries(userId, meeting, wish, invitees, client)
        : this.changeOccurrence(userId, meeting, wish.original, wish, client);
    });
    this.deps.wake();
    return this.shown(changed, userId);
  }

  /**
   * Cancels everything or one occurrence; again is as once.
   * @throws ApiProblem `not-found`, `forbidden`
   */
  async cancel(userId: string, id: string, wish: CancelWish): Promise<Meeting> {
    await this.changeable(userId, id);
    const cancelled = await inTransaction(this.deps.pool, (client) =>
      this.cancelLocked(userId, id, wish, client),
    );
    this.deps.wake();
    return this.shown(cancelled, userId);
  }

  /** @throws ApiProblem `not-found` for whom it does not concern, `forbidden` for whoever is not invited */
  async answer(userId: string, id: string, wish: AnswerWish): Promise<Meeting> {
    const { people } = this.deps;
    const meeting = await this.visible(userId, id);
    if (meeting.cancelled) throw new ApiProblem("conflict");
    const { original, answer } = wish;
    if (original !== undefined && occurrenceOf(seriesOf(meeting), original) === undefined) {
      throw new ApiProblem("not-found");
    }
    const own = (await people.ofMeeting(id)).find((person) => person.userId === userId);
    if (own === undefined) throw new ApiProblem("forbidden");
    await people.answer(own.id, { answer, original, stamp: undefined });
    return this.shown(meeting, userId);
  }

  /** A meeting with its people, for whom it concerns. @throws ApiProblem `not-found` */
  async withPeople(
    userId: string,
    id: string,
  ): Promise<{ meeting: StoredMeeting; people: readonly StoredPerson[] }> {
    const meeting = await this.visible(userId, id);
    return { meeting, people: await this.deps.people.ofMeeting(id) };
  }

  private async changeSeries(
    userId: string,
    meeting: StoredMeeting,
    wish: ChangeWish,
    invitees: readonly Invitee[] | undefined,
    client: PoolClient,
  ): Promise<StoredMeeting> {
    const { store, people, audit } = this.deps;
    const fields = checkedFields(changedFields(meeting.fields, wish));
    const series = { ...fields, exceptions: [] };
    const exceptions = meeting.exceptions.filter(
      ({ original }) => occurrenceOf(series, original) !== undefined,
    );
    const saved = await store.save(meeting, { fields, exceptions }, client);
    const before = await people.ofMeeting(meeting.id, client);
    const stays = before.map(({ id }) => id);
    const change =
      invitees === undefined
        ? { added: [], removed: [], kept: stays }
        : await people.replace(meeting.id, invitees, client);
    if (differs(meeting.fields, fields, TIMES))
      await people.askAgain(meeting.id, undefined, client);
    const told = differs(meeting.fields, fields, TOLD) ? change.kept : [];
    const { version } = saved;
    const mail = { version, original: undefined };
    await this.queueMails([...change.added, ...told], { ...mail, kind: "request" }, client);
    await this.queueMails(change.removed, { ...mail, kind: "cancel" }, client);
    await audit.record(noteOf("meeting.changed", userId, saved), client);
    return saved;
  }

  private async changeOccurrence(
    userId: string,
    meeting: StoredMeeting,
    original: string,
    wish: ChangeWish,
    client: PoolClient,
  ): Promise<StoredMeeting> {
    const { store, people, audit } = this.deps;
    const occurrence = occurrenceOf(seriesOf(meeting), original);
    if (occurrence === undefined) throw new ApiProblem("not-found");
    if (occurrence.cancelled) throw new ApiProblem("conflict");
    const start = wish.start ?? occurrence.start;
    const minutes = wish.minutes ?? occurrence.minutes;
    const title = wish.title === undefined ? occurrence.title : cleanLine(wish.title);
    const exception: MeetingException = {
      original,
      cancelled: false,
      ...(start === original ? {} : { start }),
      ...(minutes === meeting.fields.minutes ? {} : { minutes }),
      ...(title === undefined || title === meeting.fields.title ? {} : { title }),
    };
    const plain = Object.keys(exception).length === 2;
    const exceptions = withException(meeting.exceptions, original, plain ? undefined : exception);
    const saved = await store.save(meeting, { exceptions }, client);
    const moved = start !== occurrence.start || minutes !== occurrence.minutes;
    if (moved) await people.askAgain(meeting.id, original, client);
    const ids = (await people.ofMeeting(meeting.id, client)).map(({ id }) => id);
    await this.queueMails(ids, { version: saved.version, kind: "request", original }, client);
    await audit.record(noteOf("meeting.changed", userId, saved, original), client);
    return saved;
  }

  private async cancelLocked(
    userId: string,
    id: string,
    wish: CancelWish,
    client: PoolClient,
  ): Promise<StoredMeeting> {
    const { store, people, audit } = this.deps;
    const meeting = await this.locked(id, client);
    const { original } = wish;
    const occurrence =
      original === undefined ? undefined : occurrenceOf(seriesOf(meeting), original);
    if (original !== undefined && occurrence === undefined) throw new ApiProblem("not-found");
    if (meeting.cancelled || occurrence?.cancelled === true) return meeting;
    const change =
      original === undefined
        ? { cancelled: true }
        : {
            exceptions: withException(meeting.exceptions, original, { original, cancelled: true }),
          };
    const cancelReason = cleanText(wish.reason);
    const saved = await store.save(meeting, { ...change, cancelReason }, client);
    const ids = (await people.ofMeeting(id, client)).map((person) => person.id);
    await this.queueMails(ids, { version: saved.version, kind: "cancel", original }, client);
    await audit.record(noteOf("meeting.cancelled", userId, saved, original), client);
    return saved;
  }

  private async queueMails(
    personIds: readonly string[],
    mail: Parameters<MeetingMailStore["queue"]>[1],
    client: PoolClient,
  ): Promise<void> {
    if (this.deps.config.mail === undefined || personIds.length === 0) return;
    await this.deps.mails.queue(personIds, mail, client);
  }

  private othersThan(organiser: string, invitees: readonly Invitee[]): readonly Invitee[] {
    this.deps.access.ensureInvitable(invitees);
    return invitees
      .filter((each) => !("userId" in each) || each.userId !== organiser)
      .map(withCleanName);
  }

  private async visible(userId: string, id: string): Promise<StoredMeeting> {
    const { store, people, access } = this.deps;
    const meeting = await store.find(id);
    if (meeting === undefined) throw new ApiProblem("not-found");
    // That there is such a meeting is nobody else's business.
    if (!(await access.maySee(meeting, await people.ofMeeting(id), userId))) {
      throw new ApiProblem("not-found");
    }
    return meeting;
  }

  private async changeable(userId: string, id: string): Promise<StoredMeeting> {
    const meeting = await this.visible(userId, id);
    if (!(await this.deps.access.mayChange(meeting, userId))) throw new ApiProblem("forbidden");
    return meeting;
  }

  private async locked(id: string, client: PoolClient): Promise<StoredMeeting> {
    const meeting = await this.deps.store.lock(id, client);
    if (meeting === undefined) throw new ApiProblem("not-found");
    return meeting;
  }

  private async shown(meeting: StoredMeeting, caller: string): Promise<Meeting> {
    const { config, people, access, pins } = this.deps;
    return shownMeeting(config, meeting, {
      people: await people.ofMeeting(meeting.id),
      caller,
      mayChange: await access.mayChange(meeting, caller),
      dialIn: await pins.dialInOf(meeting.roomId),
      single: (await people.ownAnswers(caller, [meeting.id])).get(meeting.id)?.single,
    });
  }
}

function withCleanName(invitee: Invitee): Invitee {
  return "mail" in invitee ? { ...invitee, name: cleanLine(invitee.name) } : invitee;
}

/** Fields as they are stored: texts without controls, a zone that is known, a rule that gives something. */
function checkedFields(fields: StoredFields): StoredFields {
  const { title, description, places, timeZone } = fields;
  if (!isTimeZone(timeZone)) {
    throw new ApiProblem("invalid-request", { detail: "body.timeZone: unknown" });
  }
  const clean = {
    ...fields,
    title: cleanLine(title),
    description: cleanText(description),
    places: places.map(cleanLine).filter((place) => place !== ""),
  };
  if (clean.title === "") throw new ApiProblem("invalid-request", { detail: "body.title: empty" });
  const real = withRealStart(clean);
  if (real === undefined) {
    throw new ApiProblem("invalid-request", { detail: "body.recurrence: gives no day" });
  }
  return real;
}

function changedFields(fields: StoredFields, wish: ChangeWish): StoredFields {
  const { version: _version, original: _original, people: _people, recurrence, ...given } = wish;
  const next = { ...fields, ...defined(given) };
  if (recurrence === undefined) return next;
  const { recurrence: _before, ...once } = next;
  return recurrence === null ? once : { ...once, recurrence };
}

/** Without what was left out. */
function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function differs(
  one: StoredFields,
  other: StoredFields,
  names: readonly (keyof StoredFields)[],
): boolean {
  return names.some((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}

function withException(
  exceptions: readonly MeetingException[],
  original: string,
  exception: MeetingException | undefined,
): readonly MeetingException[] {
  const others = exceptions.filter((each) => each.original !== original);
  return exception === undefined ? others : [...others, exception];
}

/** What of an act stands in the audit log: neither title nor people. */
function noteOf(
  act: string,
  actor: string,
  meeting: StoredMeeting,
  original?: string,
): Parameters<AuditLog["record"]>[0] {
  const details: AuditDetails = {
    version: meeting.version,
    ...(original === undefined ? {} : { original }),
  };
  return { actor, act, roomId: meeting.roomId, subject: meeting.id, details };
}
