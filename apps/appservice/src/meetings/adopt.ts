import type { InstallationConfig, Invitee, MeetingException } from "@plenum/model";
import { cleanLine, cleanText } from "@plenum/model/ics";
import type { PoolClient } from "pg";
import type { AuditLog } from "../audit/audit-log.ts";
import type { MeetingMailStore } from "./mail/mail-store.ts";
import type { ImportedAppointment, StoredFields, StoredMeeting } from "./meeting-row.ts";
import type { MeetingStore } from "./meeting-store.ts";
import type { MeetingPeopleStore, StoredPerson } from "./people-store.ts";
import type { RoomChoices } from "./room-choices.ts";

/** A meeting that comes from another system with its exceptions and with what people have answered there. */
export interface AdoptedMeeting {
  /** Of the same organiser never taken over twice. */
  readonly externalKey: string;
  readonly fields: Omit<StoredFields, "kind" | "encrypted" | "lobby">;
  readonly exceptions: readonly MeetingException[];
  /** Nobody twice, and without the organiser. */
  readonly people: readonly {
    readonly invitee: Invitee;
    readonly answer: StoredPerson["answer"];
  }[];
  readonly imported: ImportedAppointment;
}

/** Takes over meetings of another system: they keep their calendar entries, and everybody is told once. */
export class MeetingAdoption {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly store: MeetingStore;
      readonly people: MeetingPeopleStore;
      readonly mails: MeetingMailStore;
      readonly choices: RoomChoices;
      readonly audit: AuditLog;
      /** Told that there is something to do. */
      readonly wake: () => void;
    },
  ) {}

  /**
   * Makes the meeting in somebody's transaction; its room and its mails follow from the rows.
   * @throws ApiProblem `conflict` where the key was used for something else
   */
  async adopt(organiser: string, wish: AdoptedMeeting, client: PoolClient): Promise<StoredMeeting> {
    const { config, store, people, mails, choices, audit } = this.deps;
    const { externalKey, exceptions, imported } = wish;
    const fields: StoredFields = {
      ...wish.fields,
      title: cleanLine(wish.fields.title),
      description: cleanText(wish.fields.description),
      places: wish.fields.places.map(cleanLine),
      kind: "meeting",
      ...(await choices.choose("meeting", {})),
    };
    const request = { adopted: imported.uid };
    const { meeting, fresh } = await store.create(
      { organiser, externalKey, request, fields, roomId: undefined, exceptions, imported },
      client,
    );
    if (!fresh) return meeting;
    const invitees = wish.people.map(({ invitee }) => invitee);
    const { added } = await people.replace(meeting.id, invitees, client);
    await people.bringAnswers(
      added.map((id, index) => ({ id, answer: wish.people[index]?.answer ?? "open" })),
      client,
    );
    if (config.mail !== undefined && added.length > 0) {
      const mail = { version: meeting.version, kind: "request", original: undefined } as const;
      await mails.queue(added, mail, client);
    }
    const details = { version: meeting.version, moved: true };
    await audit.record(
      { actor: organiser, act: "meeting.made", subject: meeting.id, details },
      client,
    );
    return meeting;
  }

  /** The transaction has ended well. */
  done(): void {
    this.deps.wake();
  }
}
