import { meetingProblemSchema, type MeetingProblem } from "@plenum/model/migration";
import type { MeetingLink } from "@plenum/skype-export/meetings";
import type { Pool } from "pg";
import { z } from "zod";
import type { Queryable } from "../../database/database.ts";
import { MEETING_COLUMNS, meetingOf, type StoredMeeting } from "../../meetings/meeting-row.ts";
import { storedWishSchema, type PreparedMeeting, type StoredWish } from "./wish.ts";

const rowSchema = z.object({
  key: z.string(),
  subject: z.string(),
  old_link: z.string(),
  wish: storedWishSchema.nullable(),
  problem: meetingProblemSchema.nullable(),
  meeting_id: z.string().nullable(),
  room_id: z.string().nullable(),
  approved_at: z.date().nullable(),
  waiting: z.number(),
  sent: z.number(),
  failed: z.number(),
});

/** A meeting of the other system and what has become of it. */
export interface MovedRow {
  readonly key: string;
  readonly subject: string;
  readonly oldLink: string;
  readonly wish: StoredWish | undefined;
  readonly problem: MeetingProblem | undefined;
  readonly meetingId: string | undefined;
  readonly roomId: string | undefined;
  readonly approvedAt: Date | undefined;
  /** Of the mails to those invited. */
  readonly mails: { readonly waiting: number; readonly sent: number; readonly failed: number };
}

const ROWS = `SELECT mm.key, mm.subject, mm.old_link, mm.wish, mm.problem, mm.meeting_id, m.room_id,
    mm.approved_at, x.waiting, x.sent, x.failed
  FROM migration_meetings mm LEFT JOIN meetings m ON m.id = mm.meeting_id,
    LATERAL (SELECT count(*) FILTER (WHERE state = 'waiting')::int AS waiting,
        count(*) FILTER (WHERE state = 'sent')::int AS sent,
        count(*) FILTER (WHERE state = 'failed')::int AS failed
      FROM meeting_mails w JOIN meeting_people p ON p.id = w.person_id
      WHERE p.meeting_id = mm.meeting_id) x`;

/** Meetings of the other system that are here, or wait for their organisers. */
export class MovedMeetingStore {
  constructor(private readonly pool: Pool) {}

  /** Keeps what becomes of a meeting. What its organiser has approved stays as it is. */
  async prepare(
    of: {
      readonly key: string;
      readonly wave: string;
      readonly organiser: string;
      readonly subject: string;
      readonly oldLink: string;
    },
    { link, wish, problem }: PreparedMeeting,
  ): Promise<void> {
    await this.pool.query(
      `INSERT INTO migration_meetings AS m (key, wave, organiser, link_domain, link_user, link_id,
         old_link, subject, wish, problem)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (key) DO UPDATE SET wave = $2, organiser = $3, link_domain = $4, link_user = $5,
         link_id = $6, old_link = $7, subject = $8, wish = $9, problem = $10, prepared_at = now()
       WHERE m.approved_at IS NULL`,
      [
        of.key,
        of.wave,
        of.organiser,
        link?.domain ?? null,
        link?.user ?? null,
        link?.id ?? null,
        of.oldLink,
        of.subject,
        wish === undefined ? null : JSON.stringify(wish),
        problem ?? null,
      ],
    );
  }

  /** Forgets what nobody has approved. @returns false where it was approved */
  async forget(key: string): Promise<boolean> {
    await this.pool.query("DELETE FROM migration_meetings WHERE key = $1 AND approved_at IS NULL", [
      key,
    ]);
    const left = await this.pool.query("SELECT 1 FROM migration_meetings WHERE key = $1", [key]);
    return left.rows.length === 0;
  }

  /** Somebody's own, in the order of their subjects. */
  async ofOrganiser(organiser: string, keys?: readonly string[]): Promise<readonly MovedRow[]> {
    const found = await this.pool.query(
      `${ROWS} WHERE mm.organiser = $1 AND ($2::text[] IS NULL OR mm.key = ANY ($2))
       ORDER BY mm.subject, mm.key LIMIT 5000`,
      [organiser, keys ?? null],
    );
    return found.rows.map(movedOf);
  }

  /** One of somebody's own that nobody else approves before the transaction ends. */
  async lock(organiser: string, key: string, client: Queryable): Promise<MovedRow | undefined> {
    await client.query("SELECT 1 FROM migration_meetings WHERE key = $1 FOR UPDATE", [key]);
    const found = await client.query(`${ROWS} WHERE mm.organiser = $1 AND mm.key = $2`, [
      organiser,
      key,
    ]);
    return found.rows.map(movedOf)[0];
  }

  async approved(key: string, meetingId: string, client: Queryable): Promise<void> {
    await client.query(
      "UPDATE migration_meetings SET meeting_id = $2, approved_at = now() WHERE key = $1",
      [key, meetingId],
    );
  }

  /** Accounts that the migration knows by these addresses; an address of two people is nobody's. */
  async accountsAt(addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.pool.query(
      `SELECT address, min(key) AS key FROM (
         SELECT lower(source) AS address, key FROM migration_items
         WHERE kind = 'account' AND lower(source) = ANY ($1) AND state IN ('done', 'kept')
           AND (made ? 'created' OR made ? 'own')
         UNION SELECT lower(payload ->> 'mail') AS address, key FROM migration_items
         WHERE kind = 'profile' AND lower(payload ->> 'mail') = ANY ($1) AND state = 'done'
       ) known GROUP BY address HAVING count(*) = 1`,
      [addresses],
    );
    const rows = z.array(z.object({ address: z.string(), key: z.string() })).parse(found.rows);
    return new Map(rows.map(({ address, key }) => [address, key]));
  }

  /** Meetings to which an old address leads, with the days on which their organisers move. */
  async behind(link: MeetingLink): Promise<
    readonly {
      readonly meeting: StoredMeeting | undefined;
      readonly approved: boolean;
      readonly day: string | undefined;
    }[]
  > {
    const found = await this.pool.query(
      `SELECT ${MEETING_COLUMNS}, mm.approved_at AS link_approved_at, w.day::text AS link_day
       FROM migration_meetings mm JOIN migration_waves w ON w.name = mm.wave
         LEFT JOIN meetings m ON m.id = mm.meeting_id
       WHERE mm.link_id = $1 AND mm.link_user = $2 AND mm.link_domain = $3 LIMIT 100`,
      [link.id, link.user, link.domain],
    );
    return found.rows.map((raw) => {
      const row = linkRowSchema.parse(raw);
      return {
        meeting: row.id === null ? undefined : meetingOf(raw),
        approved: row.link_approved_at !== null,
        day: row.link_day ?? undefined,
      };
    });
  }
}

const linkRowSchema = z.looseObject({
  id: z.string().nullable(),
  link_approved_at: z.date().nullable(),
  link_day: z.string().nullable(),
});

function movedOf(raw: unknown): MovedRow {
  const row = rowSchema.parse(raw);
  const { waiting, sent, failed } = row;
  return {
    key: row.key,
    subject: row.subject,
    oldLink: row.old_link,
    wish: row.wish ?? undefined,
    problem: row.problem ?? undefined,
    meetingId: row.meeting_id ?? undefined,
    roomId: row.room_id ?? undefined,
    approvedAt: row.approved_at ?? undefined,
    mails: { waiting, sent, failed },
  };
}
