import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { attendanceAnswerSchema, type AttendanceAnswer, type Invitee } from "@plenum/model";
import { z } from "zod";
import type { Queryable } from "../database/database.ts";
import { hashReplyToken, type PersonKeys } from "./keys.ts";

const rowSchema = z.object({
  id: z.string(),
  meeting_id: z.string(),
  user_id: z.string().nullable(),
  mail: z.string().nullable(),
  name: z.string(),
  optional: z.boolean(),
  answer: attendanceAnswerSchema,
  link_id: z.string().nullable(),
  removed_at: z.date().nullable(),
  mail_state: z.enum(["waiting", "sent", "failed"]).nullable(),
});

/** Somebody who is, or was, asked to come. */
export interface StoredPerson {
  readonly id: string;
  readonly meetingId: string;
  readonly userId: string | undefined;
  readonly mail: string | undefined;
  readonly name: string;
  readonly optional: boolean;
  readonly answer: AttendanceAnswer;
  readonly linkId: string | undefined;
  readonly removed: boolean;
  /** What became of the last mail. */
  readonly mailState: "waiting" | "sent" | "failed" | undefined;
}

/** An answer and where it comes from. */
export interface GivenAnswer {
  readonly answer: AttendanceAnswer;
  /** One occurrence in place of the series. */
  readonly original: string | undefined;
  /** When it was given, by the clock of a mail; an answer in the client counts at once. */
  readonly stamp: Date | undefined;
}

const PEOPLE = `SELECT p.id, p.meeting_id, p.user_id, p.mail, p.name, p.optional, p.answer, p.link_id,
    p.removed_at, (SELECT state FROM meeting_mails WHERE person_id = p.id AND state <> 'covered'
      ORDER BY version DESC LIMIT 1) AS mail_state
  FROM meeting_people p`;

/** The people of meetings and their answers. */
export class MeetingPeopleStore {
  constructor(
    private readonly pool: Pool,
    private readonly keys: PersonKeys,
  ) {}

  /** Those invited now, in the order in which they were named. */
  async ofMeeting(meetingId: string, on: Queryable = this.pool): Promise<readonly StoredPerson[]> {
    return many(
      on,
      `${PEOPLE} WHERE p.meeting_id = $1 AND p.removed_at IS NULL ORDER BY p.position`,
      [meetingId],
    );
  }

  async byId(id: string): Promise<StoredPerson | undefined> {
    const [person] = await many(this.pool, `${PEOPLE} WHERE p.id = $1`, [id]);
    return person;
  }

  /** Whoever an address for answers was given to. */
  async byReplyToken(token: string): Promise<StoredPerson | undefined> {
    const [person] = await many(
      this.pool,
      `${PEOPLE} WHERE p.reply_hash = $1 AND p.removed_at IS NULL`,
      [hashReplyToken(token)],
    );
    return person;
  }

  /**
   * Makes these the people of a meeting. Whoever stays keeps the answer.
   * @returns who came, who went, who stayed
   */
  async replace(
    meetingId: string,
    invitees: readonly Invitee[],
    client: Queryable,
  ): Promise<{ added: readonly string[]; removed: readonly string[]; kept: readonly string[] }> {
    const before = await this.ofMeeting(meetingId, client);
    const added: string[] = [];
    const kept: string[] = [];
    for (const [position, invitee] of distinct(invitees).entries()) {
      const there = before.find((person) => keyOf(person) === keyOf(invitee));
      const id = await this.put(meetingId, invitee, position, client);
      (there === undefined ? added : kept).push(id);
    }
    const removed = before.map(({ id }) => id).filter((id) => !kept.includes(id));
    await client.query("UPDATE meeting_people SET removed_at = now() WHERE id = ANY ($1)", [
      removed,
    ]);
    return { added, removed, kept };
  }

  private async put(
    meetingId: string,
    invitee: Invitee,
    position: number,
    client: Queryable,
  ): Promise<string> {
    const id = randomUUID();
    const [userId, mail, name] =
      "userId" in invitee
        ? [invitee.userId, null, ""]
        : [null, invitee.mail.toLowerCase(), invitee.name];
    const target = userId === null ? "(meeting_id, mail)" : "(meeting_id, user_id)";
    const put = await client.query(
      `INSERT INTO meeting_people AS p (id, meeting_id, position, user_id, mail, name, optional, reply_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT ${target} DO UPDATE SET position = EXCLUDED.position, optional = EXCLUDED.optional,
         name = CASE WHEN EXCLUDED.name = '' THEN p.name ELSE EXCLUDED.name END,
         answer = CASE WHEN p.removed_at IS NULL THEN p.answer ELSE 'open' END, removed_at = NULL
       RETURNING id`,
      [
        id,
        meetingId,
        position,
        userId,
        mail,
        name,
        invitee.optional,
        hashReplyToken(this.keys.replyToken(id)),
      ],
    );
    return z.object({ id: z.string() }).parse(put.rows[0]).id;
  }

  /** What people have answered before the meeting came here. */
  async bringAnswers(
    answers: readonly { readonly id: string; readonly answer: AttendanceAnswer }[],
    client: Queryable,
  ): Promise<void> {
    await client.query(
      `UPDATE meeting_people p SET answer = a.answer
       FROM unnest($1::uuid[], $2::text[]) AS a (id, answer) WHERE p.id = a.id`,
      [answers.map(({ id }) => id), answers.map(({ answer }) => answer)],
    );
  }

  /** Everybody is asked again: what they said was about another time. */
  async askAgain(
    meetingId: string,
    original: string | undefined,
    client: Queryable,
  ): Promise<void> {
    if (original === undefined) {
      await client.query(
        `DELETE FROM meeting_answers WHERE person_id IN
           (SELECT id FROM meeting_people WHERE meeting_id = $1)`,
        [meetingId],
      );
      await client.query("UPDATE meeting_people SET answer = 'open' WHERE meeting_id = $1", [
        meetingId,
      ]);
      return;
    }
    await client.query(
      `INSERT INTO meeting_answers (person_id, original, answer)
       SELECT id, $2, 'open' FROM meeting_people WHERE meeting_id = $1 AND removed_at IS NULL
       ON CONFLICT (person_id, original) DO UPDATE SET answer = 'open'`,
      [meetingId, original],
    );
  }

  /** Stores an answer. One by mail that is older than what is known changes nothing. */
  async answer(personId: string, given: GivenAnswer): Promise<void> {
    const stamp = given.stamp ?? new Date();
    if (given.original === undefined) {
      await this.pool.query(
        `UPDATE meeting_people SET answer = $2, answer_stamp = $3
         WHERE id = $1 AND (answer_stamp IS NULL OR answer_stamp <= $3)`,
        [personId, given.answer, stamp],
      );
      return;
    }
    await this.pool.query(
      `INSERT INTO meeting_answers AS a (person_id, original, answer, answer_stamp)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (person_id, original) DO UPDATE SET answer = $3, answer_stamp = $4
         WHERE a.answer_stamp IS NULL OR a.answer_stamp <= $4`,
      [personId, given.original, given.answer, stamp],
    );
  }

  /** Answers of one person for single occurrences of these meetings: meeting, then occurrence. */
  async ownAnswers(
    userId: string,
    meetingIds: readonly string[],
  ): Promise<ReadonlyMap<string, OwnAnswers>> {
    const found = await this.pool.query(
      `SELECT p.meeting_id, p.answer,
         COALESCE((SELECT jsonb_object_agg(original, a.answer) FROM meeting_answers a
           WHERE a.person_id = p.id), '{}') AS single
       FROM meeting_people p
       WHERE p.user_id = $1 AND p.meeting_id = ANY ($2) AND p.removed_at IS NULL`,
      [userId, meetingIds],
    );
    return new Map(
      found.rows.map((raw) => {
        const row = ownSchema.parse(raw);
        return [
          row.meeting_id,
          { series: row.answer, single: new Map(Object.entries(row.single)) },
        ];
      }),
    );
  }

  async setLink(personId: string, linkId: string): Promise<void> {
    await this.pool.query("UPDATE meeting_people SET link_id = $2 WHERE id = $1", [
      personId,
      linkId,
    ]);
  }

  async setName(personId: string, name: string): Promise<void> {
    await this.pool.query("UPDATE meeting_people SET name = $2 WHERE id = $1", [personId, name]);
  }

  /** Those who were taken off a meeting and whose link still stands. */
  async removedWithLink(meetingId: string): Promise<readonly StoredPerson[]> {
    return many(
      this.pool,
      `${PEOPLE} WHERE p.meeting_id = $1 AND p.removed_at IS NOT NULL AND p.link_id IS NOT NULL`,
      [meetingId],
    );
  }

  async clearLink(personId: string): Promise<void> {
    await this.pool.query("UPDATE meeting_people SET link_id = NULL WHERE id = $1", [personId]);
  }

  /** People with an account who were taken off. */
  async removedAccounts(meetingId: string): Promise<readonly string[]> {
    const found = await many(
      this.pool,
      `${PEOPLE} WHERE p.meeting_id = $1 AND p.removed_at IS NOT NULL AND p.user_id IS NOT NULL`,
      [meetingId],
    );
    return found.flatMap(({ userId }) => (userId === undefined ? [] : [userId]));
  }

  /**
   * Forgets who was taken off a meeting once nothing has to be sent to them any more, and, a year
   * after the end of a meeting, the meeting with its people.
   */
  async forgetOld(): Promise<void> {
    await this.pool.query(
      `DELETE FROM meeting_people p WHERE removed_at < now() - interval '1 day' AND link_id IS NULL
         AND NOT EXISTS (SELECT 1 FROM meeting_mails WHERE person_id = p.id AND state = 'waiting')`,
    );
    await this.pool.query("DELETE FROM meetings WHERE last_end < now() - interval '1 year'");
  }
}

/** What somebody has answered: for the series, and for occurrences by their names. */
export interface OwnAnswers {
  readonly series: AttendanceAnswer;
  readonly single: ReadonlyMap<string, AttendanceAnswer>;
}

const ownSchema = z.object({
  meeting_id: z.string(),
  answer: attendanceAnswerSchema,
  single: z.record(z.string(), attendanceAnswerSchema),
});

async function many(
  on: Queryable,
  text: string,
  values: readonly unknown[],
): Promise<readonly StoredPerson[]> {
  const found = await on.query(text, [...values]);
  return found.rows.map((raw) => {
    const row = rowSchema.parse(raw);
    return {
      id: row.id,
      meetingId: row.meeting_id,
      userId: row.user_id ?? undefined,
      mail: row.mail ?? undefined,
      name: row.name,
      optional: row.optional,
      answer: row.answer,
      linkId: row.link_id ?? undefined,
      removed: row.removed_at !== null,
      mailState: row.mail_state ?? undefined,
    };
  });
}

function keyOf(person: Invitee | StoredPerson): string {
  if ("userId" in person && person.userId !== undefined) return person.userId;
  return "mail" in person && person.mail !== undefined ? person.mail.toLowerCase() : "";
}

/** Nobody is invited twice. */
function distinct(invitees: readonly Invitee[]): readonly Invitee[] {
  return [...new Map(invitees.map((invitee) => [keyOf(invitee), invitee])).values()];
}
