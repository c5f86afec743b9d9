import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Pool } from "pg";
import type { MeetingException } from "@plenum/model";
import { z } from "zod";
import { inTransaction, type Queryable } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import {
  MEETING_COLUMNS,
  meetingOf,
  seriesOf,
  spanOf,
  type ImportedAppointment,
  type StoredFields,
  type StoredMeeting,
} from "./meeting-row.ts";

/** Seconds for which whoever looks after a meeting's room has it for itself. */
const LEASE = 60;

/** Meetings in the database. */
export class MeetingStore {
  constructor(private readonly pool: Pool) {}

  /**
   * Stores a meeting, or finds the one with the same external key of the same person.
   * @returns the meeting, and whether it is new
   * @throws ApiProblem `conflict` where the key stands for a different wish
   */
  async create(
    wish: {
      readonly organiser: string;
      readonly externalKey: string | undefined;
      readonly request: unknown;
      readonly fields: StoredFields;
      readonly roomId: string | undefined;
      readonly exceptions?: readonly MeetingException[];
      readonly imported?: ImportedAppointment;
    },
    client: Queryable,
  ): Promise<{ meeting: StoredMeeting; fresh: boolean }> {
    const span = spanOf({ ...wish.fields, exceptions: wish.exceptions ?? [] });
    if (span === undefined) throw new ApiProblem("invalid-request");
    const request = JSON.stringify(wish.request);
    const made = await client.query(
      `INSERT INTO meetings AS m (id, organiser, external_key, request, fields, first_start, last_end,
         room_id, own_room, exceptions, imported)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (organiser, external_key) DO NOTHING RETURNING ${MEETING_COLUMNS}`,
      [
        randomUUID(),
        wish.organiser,
        wish.externalKey ?? null,
        request,
        JSON.stringify(wish.fields),
        span.from,
        span.to,
        wish.roomId ?? null,
        wish.roomId === undefined,
        JSON.stringify(wish.exceptions ?? []),
        wish.imported === undefined ? null : JSON.stringify(wish.imported),
      ],
    );
    if (made.rows.length > 0) return { meeting: meetingOf(made.rows[0]), fresh: true };
    const found = await client.query(
      `SELECT ${MEETING_COLUMNS}, m.request FROM meetings m WHERE organiser = $1 AND external_key = $2`,
      [wish.organiser, wish.externalKey],
    );
    const { request: before } = z.looseObject({ request: z.unknown() }).parse(found.rows[0]);
    if (!isDeepStrictEqual(before, JSON.parse(request))) {
      throw new ApiProblem("conflict", {
        detail: "This externalKey was used for a different meeting.",
      });
    }
    return { meeting: meetingOf(found.rows[0]), fresh: false };
  }

  async find(id: string): Promise<StoredMeeting | undefined> {
    return one(this.pool, `SELECT ${MEETING_COLUMNS} FROM meetings m WHERE id = $1`, [id]);
  }

  /** The same, and nobody else changes it before the transaction ends. */
  async lock(id: string, client: Queryable): Promise<StoredMeeting | undefined> {
    return one(client, `SELECT ${MEETING_COLUMNS} FROM meetings m WHERE id = $1 FOR UPDATE`, [id]);
  }

  /** What somebody organises or is invited to and lies, at least in part, in a stretch of time. */
  async ofPerson(userId: string, from: string, to: string): Promise<readonly StoredMeeting[]> {
    const found = await this.pool.query(
      `SELECT ${MEETING_COLUMNS} FROM meetings m
       WHERE (organiser = $1 OR EXISTS (SELECT 1 FROM meeting_people p
           WHERE p.meeting_id = m.id AND p.user_id = $1 AND p.removed_at IS NULL))
         AND first_start < $3 AND last_end > $2
       ORDER BY first_start, id`,
      [userId, from, to],
    );
    return found.rows.map(meetingOf);
  }

  /** Stores what has changed, as the next version. Its room is looked at soon. */
  async save(
    meeting: StoredMeeting,
    change: {
      readonly fields?: StoredFields;
      readonly exceptions?: readonly MeetingException[];
      readonly cancelReason?: string;
      readonly cancelled?: boolean;
    },
    client: Queryable,
  ): Promise<StoredMeeting> {
    const next = { ...meeting, ...change };
    const span = spanOf(seriesOf(next));
    if (span === undefined) throw new ApiProblem("invalid-request");
    const saved = await one(
      client,
      `UPDATE meetings m SET fields = $2, exceptions = $3, version = version + 1, first_start = $4,
         last_end = $5, cancel_reason = $6, cancelled_at = CASE WHEN $7 THEN now() ELSE cancelled_at END,
         changed_at = now(), due_at = now(), attempts = 0
       WHERE id = $1 RETURNING ${MEETING_COLUMNS}`,
      [
        meeting.id,
        JSON.stringify(next.fields),
        JSON.stringify(next.exceptions),
        span.from,
        span.to,
        next.cancelReason,
        change.cancelled ?? false,
      ],
    );
    if (saved === undefined) throw new ApiProblem("not-found");
    return saved;
  }

  /** Takes a meeting whose room has to be looked at; no other replica takes it for a minute. */
  async claimDue(): Promise<StoredMeeting | undefined> {
    return one(
      this.pool,
      `UPDATE meetings m SET due_at = now() + make_interval(secs => ${LEASE}), attempts = attempts + 1
       WHERE id = (SELECT id FROM meetings WHERE due_at <= now() ORDER BY due_at LIMIT 1
         FOR UPDATE SKIP LOCKED)
       RETURNING ${MEETING_COLUMNS}`,
      [],
    );
  }

  async setProvisioning(id: string, provisioningId: string): Promise<void> {
    await this.pool.query("UPDATE meetings SET provisioning_id = $2 WHERE id = $1", [
      id,
      provisioningId,
    ]);
  }

  /** The room of a meeting; guest links into one that it had before lead into this one. */
  async setRoom(id: string, roomId: string): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      await client.query(
        `UPDATE guest_links l SET room_id = $2,
           revoked_at = CASE WHEN l.revoked_at = c.closed_at THEN NULL ELSE l.revoked_at END
         FROM meeting_people p, conferences c
         WHERE p.meeting_id = $1 AND l.id = p.link_id AND c.room_id = l.room_id AND l.room_id <> $2`,
        [id, roomId],
      );
      await client.query("UPDATE meetings SET room_id = $2 WHERE id = $1", [id, roomId]);
    });
  }

  /** The room was deleted and the meeting goes on: another one is made at once. */
  async forgetRoom(id: string): Promise<void> {
    await this.pool.query("UPDATE meetings SET room_id = NULL, due_at = now() WHERE id = $1", [id]);
  }

  /** All meetings in a room, cancelled and past ones too. */
  async inRoom(roomId: string): Promise<readonly StoredMeeting[]> {
    const found = await this.pool.query(
      `SELECT ${MEETING_COLUMNS} FROM meetings m WHERE room_id = $1`,
      [roomId],
    );
    return found.rows.map(meetingOf);
  }

  /** The room shows this version. What came after it is due at once. */
  async settled(meeting: StoredMeeting, nextLook: Date | undefined): Promise<void> {
    await this.pool.query(
      `UPDATE meetings SET settled_version = GREATEST(settled_version, $2), attempts = 0,
         due_at = CASE WHEN version > $2 THEN now() ELSE COALESCE($3, 'infinity'::timestamptz) END
       WHERE id = $1`,
      [meeting.id, meeting.version, nextLook ?? null],
    );
  }

  /** Looks again after some seconds; at once where the meeting was changed meanwhile. */
  async postpone({ id, version }: StoredMeeting, seconds: number): Promise<void> {
    await this.pool.query(
      `UPDATE meetings SET due_at = now() + make_interval(secs => $3)
       WHERE id = $1 AND version = $2`,
      [id, version, seconds],
    );
  }
}

async function one(
  on: Queryable,
  text: string,
  values: readonly unknown[],
): Promise<StoredMeeting | undefined> {
  const found = await on.query(text, [...values]);
  return found.rows.length === 0 ? undefined : meetingOf(found.rows[0]);
}
