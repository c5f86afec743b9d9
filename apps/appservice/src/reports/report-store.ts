import { randomUUID } from "node:crypto";
import { reportKindSchema, type Report, type ReportRequest } from "@plenum/model";
import { z } from "zod";
import type { Queryable } from "../database/database.ts";

/** How long reports are kept once they were dealt with, and at most. */
const KEPT_WHEN_DONE = "180 days";
const KEPT_AT_MOST = "2 years";
/** Reports of one person within an hour. */
const MOST_PER_HOUR = 20;

const rowSchema = z.object({
  id: z.string(),
  room_id: z.string(),
  user_id: z.string(),
  event_id: z.string().nullable(),
  kind: reportKindSchema,
  reason: z.string(),
  reporter: z.string(),
  at: z.date(),
  done_by: z.string().nullable(),
  done_at: z.date().nullable(),
});

/** Reports of people and messages. */
export class ReportStore {
  constructor(private readonly pool: Queryable) {}

  /**
   * @param mailed whether somebody is to be told of it by mail
   * @returns undefined where this person has reported very much of late
   */
  async add(
    report: ReportRequest,
    reporter: string,
    mailed: boolean,
    on: Queryable,
  ): Promise<string | undefined> {
    const counted = await on.query(
      "SELECT 1 FROM reports WHERE reporter = $1 AND at > now() - interval '1 hour'",
      [reporter],
    );
    if ((counted.rowCount ?? 0) >= MOST_PER_HOUR) return undefined;
    const id = randomUUID();
    await on.query(
      `INSERT INTO reports (id, room_id, user_id, event_id, kind, reason, reporter, mail_state)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        report.roomId,
        report.userId,
        report.eventId ?? null,
        report.kind,
        report.reason,
        reporter,
        mailed ? "waiting" : "none",
      ],
    );
    return id;
  }

  /** Newest first. @param filter.notAbout leaves out what concerns this person */
  async list(filter: {
    readonly roomId?: string | undefined;
    readonly open?: boolean | undefined;
    readonly before?: string | undefined;
    readonly notAbout?: string | undefined;
    readonly limit: number;
  }): Promise<readonly Report[]> {
    const found = await this.pool.query(
      `SELECT * FROM reports
       WHERE ($1::text IS NULL OR room_id = $1) AND ($2::boolean IS NULL OR (done_at IS NULL) = $2)
         AND ($3::timestamptz IS NULL OR date_trunc('milliseconds', at) < $3)
         AND ($4::text IS NULL OR user_id <> $4)
       ORDER BY at DESC LIMIT $5`,
      [
        filter.roomId ?? null,
        filter.open ?? null,
        filter.before ?? null,
        filter.notAbout ?? null,
        filter.limit,
      ],
    );
    return found.rows.map(reportOf);
  }

  async byId(id: string): Promise<Report | undefined> {
    const found = await this.pool.query("SELECT * FROM reports WHERE id = $1", [id]);
    return found.rows.length === 0 ? undefined : reportOf(found.rows[0]);
  }

  /** @returns false where somebody has dealt with it before */
  async done(id: string, by: string, on: Queryable): Promise<boolean> {
    const changed = await on.query(
      "UPDATE reports SET done_by = $2, done_at = now() WHERE id = $1 AND done_at IS NULL",
      [id, by],
    );
    return changed.rowCount === 1;
  }

  async forgetOld(): Promise<void> {
    await this.pool.query(
      "DELETE FROM reports WHERE done_at < now() - $1::interval OR at < now() - $2::interval",
      [KEPT_WHEN_DONE, KEPT_AT_MOST],
    );
  }
}

function reportOf(raw: unknown): Report {
  const row = rowSchema.parse(raw);
  return {
    id: row.id,
    roomId: row.room_id,
    userId: row.user_id,
    ...(row.event_id === null ? {} : { eventId: row.event_id }),
    kind: row.kind,
    reason: row.reason,
    reporter: row.reporter,
    at: row.at.toISOString(),
    ...(row.done_by === null ? {} : { doneBy: row.done_by }),
    ...(row.done_at === null ? {} : { doneAt: row.done_at.toISOString() }),
  };
}
