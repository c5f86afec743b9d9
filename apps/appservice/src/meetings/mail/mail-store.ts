import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { z } from "zod";
import type { Queryable } from "../../database/database.ts";

/** Seconds for which whoever sends a mail has it for itself; longer than any mail server may take. */
const LEASE = 180;

const rowSchema = z.object({
  id: z.string(),
  person_id: z.string(),
  meeting_id: z.string(),
  version: z.number(),
  kind: z.enum(["request", "cancel"]),
  original: z.string().nullable(),
  attempts: z.number(),
  handed_over: z.boolean(),
  sent_before: z.boolean(),
});

/** A mail that is to be sent now. */
export interface DueMail {
  readonly id: string;
  readonly personId: string;
  readonly meetingId: string;
  readonly version: number;
  readonly kind: "request" | "cancel";
  readonly original: string | undefined;
  /** This one included. */
  readonly attempts: number;
  /** Whether the mail server may have this mail already. */
  readonly handedOver: boolean;
  /** Whether this person has got an earlier mail about this meeting, as far as anybody can know. */
  readonly sentBefore: boolean;
}

/** Invitations by mail that wait, and what became of them. */
export class MeetingMailStore {
  constructor(private readonly pool: Pool) {}

  /** Queues one mail for each of these people; of a version nobody gets two. */
  async queue(
    personIds: readonly string[],
    mail: {
      readonly version: number;
      readonly kind: DueMail["kind"];
      readonly original: string | undefined;
    },
    client: Queryable,
  ): Promise<void> {
    const { version, kind, original } = mail;
    await client.query(
      `INSERT INTO meeting_mails (id, person_id, version, kind, original)
       SELECT id, person_id, $3, $4, $5 FROM unnest($1::uuid[], $2::uuid[]) AS t (id, person_id)
       ON CONFLICT (person_id, version) DO NOTHING`,
      [personIds.map(() => randomUUID()), personIds, version, kind, original ?? null],
    );
  }

  /**
   * Takes the oldest mail that is due; no other replica takes it meanwhile. A mail waits for the room,
   * whose address stands in it, and for an earlier mail to the same person.
   */
  async claimDue(): Promise<DueMail | undefined> {
    const found = await this.pool.query(
      `UPDATE meeting_mails x SET due_at = now() + make_interval(secs => ${LEASE}),
         attempts = attempts + 1
       FROM meeting_people p
       WHERE p.id = x.person_id AND x.id = (
         SELECT w.id FROM meeting_mails w
           JOIN meeting_people q ON q.id = w.person_id JOIN meetings m ON m.id = q.meeting_id
         WHERE w.state = 'waiting' AND w.due_at <= now()
           AND (m.cancelled_at IS NOT NULL OR m.settled_version >= w.version OR w.kind = 'cancel')
           AND NOT EXISTS (SELECT 1 FROM meeting_mails e WHERE e.person_id = w.person_id
             AND e.state = 'waiting' AND e.version < w.version)
         ORDER BY w.due_at LIMIT 1 FOR UPDATE OF w SKIP LOCKED)
       RETURNING x.*, p.meeting_id,
         EXISTS (SELECT 1 FROM meeting_mails e WHERE e.person_id = x.person_id AND e.id <> x.id
           AND (e.state = 'sent' OR e.handed_over))
           AS sent_before`,
    );
    if (found.rows.length === 0) return undefined;
    const row = rowSchema.parse(found.rows[0]);
    return {
      id: row.id,
      personId: row.person_id,
      meetingId: row.meeting_id,
      version: row.version,
      kind: row.kind,
      original: row.original ?? undefined,
      attempts: row.attempts,
      handedOver: row.handed_over,
      sentBefore: row.sent_before,
    };
  }

  /** Later mails to the same person that say less than one about the whole meeting as it is now. */
  async cover(mail: DueMail, upTo: number): Promise<void> {
    await this.pool.query(
      `UPDATE meeting_mails SET state = 'covered', done_at = now()
       WHERE person_id = $1 AND state = 'waiting' AND id <> $2 AND version <= $3`,
      [mail.personId, mail.id, upTo],
    );
  }

  /** The mail server gets it now. */
  async handOver(id: string): Promise<void> {
    await this.pool.query("UPDATE meeting_mails SET handed_over = true WHERE id = $1", [id]);
  }

  async done(id: string, state: "sent" | "covered" | "failed"): Promise<void> {
    await this.pool.query("UPDATE meeting_mails SET state = $2, done_at = now() WHERE id = $1", [
      id,
      state,
    ]);
  }

  /** Tries again after some seconds. @param arrived whether the mail server may have it nevertheless */
  async postpone(id: string, seconds: number, arrived: boolean): Promise<void> {
    await this.pool.query(
      `UPDATE meeting_mails SET due_at = now() + make_interval(secs => $2),
         handed_over = handed_over AND $3 WHERE id = $1`,
      [id, seconds, arrived],
    );
  }
}
