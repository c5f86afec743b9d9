import { mailStageSchema, type MailStage, type WaveMails } from "@plenum/model/migration";
import type { Pool } from "pg";
import { z } from "zod";
import type { Queryable } from "../../database/database.ts";

/** Seconds for which whoever sends a mail has it for itself; longer than any mail server may take. */
const LEASE = 180;

const factsSchema = z.object({
  user_id: z.string(),
  name: z.string().nullable(),
  old_address: z.string().nullable(),
  day: z.string().nullable(),
});
const dueSchema = factsSchema.extend({
  id: z.string(),
  stage: mailStageSchema,
  address: z.string(),
  attempts: z.number(),
  language: z.enum(["de", "en"]),
  template: z.string(),
  contact: z.string(),
});
/** What of a person and a wave stands in a mail. */
export type PersonFacts = z.infer<typeof factsSchema>;
export type DueMigrationMail = z.infer<typeof dueSchema>;

/**
 * The people of a wave whose accounts are made or are to be made. Whoever is left out, was taken back or is a
 * conflict is not written to. On the day of the change and after it the account has to be there.
 */
const PEOPLE = `SELECT a.key AS user_id, a.name, a.source AS old_address, w.day::text AS day,
    (SELECT p.payload ->> 'mail' FROM migration_items p WHERE p.kind = 'profile' AND p.key = a.key)
      AS address
  FROM migration_items a JOIN migration_waves w ON w.name = a.wave
  WHERE a.kind = 'account' AND a.wave = $1
    AND (a.state = 'done' OR a.made ? 'own'
      OR (a.state = 'queued' AND $2 IN ('t-14', 't-3')
        AND COALESCE((a.payload ->> 'active')::boolean, true)))`;

const countsSchema = z.object({
  queued: z.number(),
  before: z.number(),
  without_address: z.number(),
});

/** Mails about the change to the people of waves: one for each person and stage. */
export class MigrationMailStore {
  constructor(private readonly pool: Pool) {}

  /** How many would be written to now. */
  async count(
    wave: string,
    stage: MailStage,
    on: Queryable = this.pool,
  ): Promise<{ queued: number; before: number; withoutAddress: number }> {
    const found = await on.query(
      `SELECT count(*) FILTER (WHERE address IS NOT NULL AND m.id IS NULL)::int AS queued,
         count(*) FILTER (WHERE m.id IS NOT NULL)::int AS before,
         count(*) FILTER (WHERE address IS NULL AND m.id IS NULL)::int AS without_address
       FROM (SELECT people.*, x.id FROM (${PEOPLE}) people
         LEFT JOIN migration_mails x ON x.user_id = people.user_id AND x.stage = $2) m`,
      [wave, stage],
    );
    const row = countsSchema.parse(found.rows[0]);
    return { queued: row.queued, before: row.before, withoutAddress: row.without_address };
  }

  /** The first people who would be written to. */
  async firstOf(
    wave: string,
    stage: MailStage,
    limit: number,
  ): Promise<readonly (PersonFacts & { readonly address: string })[]> {
    const found = await this.pool.query(
      `SELECT * FROM (${PEOPLE}) people WHERE address IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM migration_mails x
           WHERE x.user_id = people.user_id AND x.stage = $2)
       ORDER BY user_id LIMIT $3`,
      [wave, stage, limit],
    );
    return z.array(factsSchema.extend({ address: z.string() })).parse(found.rows);
  }

  /** Queues a mail for everybody who has none of this stage. @returns how many */
  async queue(
    mailing: {
      readonly wave: string;
      readonly stage: MailStage;
      readonly language: string;
      readonly template: string;
      readonly contact: string;
    },
    client: Queryable,
  ): Promise<number> {
    const { wave, stage, language, template, contact } = mailing;
    await client.query(
      `INSERT INTO migration_mailings (wave, stage, language, template, contact)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (wave, stage) DO UPDATE SET language = $3, template = $4, contact = $5`,
      [wave, stage, language, template, contact],
    );
    const queued = await client.query(
      `INSERT INTO migration_mails (wave, stage, user_id, address)
       SELECT $1, $2, user_id, address FROM (${PEOPLE}) people WHERE address IS NOT NULL
       ON CONFLICT (user_id, stage) DO NOTHING`,
      [wave, stage],
    );
    return queued.rowCount ?? 0;
  }

  /** Takes the mail that is due first; no other replica takes it meanwhile. Waves that are taken back send none. */
  async claim(): Promise<DueMigrationMail | undefined> {
    const found = await this.pool.query(
      `UPDATE migration_mails x SET attempts = x.attempts + 1,
         due_at = now() + make_interval(secs => ${LEASE})
       FROM migration_mailings g, migration_waves w, migration_items a
       WHERE g.wave = x.wave AND g.stage = x.stage AND w.name = x.wave
         AND a.kind = 'account' AND a.key = x.user_id
         AND x.id = (SELECT q.id FROM migration_mails q JOIN migration_waves v ON v.name = q.wave
           WHERE q.state = 'waiting' AND q.due_at <= now()
             AND v.state NOT IN ('rolling-back', 'rolled-back')
           ORDER BY q.due_at LIMIT 1 FOR UPDATE OF q SKIP LOCKED)
       RETURNING x.id, x.stage, x.user_id, x.address, x.attempts, g.language, g.template, g.contact,
         a.name, a.source AS old_address, w.day::text AS day`,
    );
    return found.rows.length === 0 ? undefined : dueSchema.parse(found.rows[0]);
  }

  async settle(id: string, state: "sent" | "failed"): Promise<void> {
    await this.pool.query("UPDATE migration_mails SET state = $2, done_at = now() WHERE id = $1", [
      id,
      state,
    ]);
  }

  async postpone(id: string, seconds: number): Promise<void> {
    await this.pool.query(
      "UPDATE migration_mails SET due_at = now() + make_interval(secs => $2) WHERE id = $1",
      [id, seconds],
    );
  }

  async progress(wave: string): Promise<WaveMails> {
    const found = await this.pool.query(
      `SELECT g.stage, count(*) FILTER (WHERE m.state = 'waiting')::int AS waiting,
         count(*) FILTER (WHERE m.state = 'sent')::int AS sent,
         count(*) FILTER (WHERE m.state = 'failed')::int AS failed
       FROM migration_mailings g LEFT JOIN migration_mails m ON m.wave = g.wave AND m.stage = g.stage
       WHERE g.wave = $1 GROUP BY g.stage`,
      [wave],
    );
    const counts = z.array(
      z.object({
        stage: mailStageSchema,
        waiting: z.number(),
        sent: z.number(),
        failed: z.number(),
      }),
    );
    return {
      stages: counts
        .parse(found.rows)
        .toSorted(
          (a, b) =>
            mailStageSchema.options.indexOf(a.stage) - mailStageSchema.options.indexOf(b.stage),
        ),
    };
  }
}
