import {
  BUILT_IN_TEMPLATES,
  conferenceKindSchema,
  templateSettingsSchema,
  type ConferenceTemplate,
  type PutTemplateRequest,
  type TemplateSettings,
} from "@plenum/model";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import type { Queryable } from "../../database/database.ts";
import { ApiProblem } from "../../http/api-problem.ts";

const rowSchema = z.object({
  id: z.string(),
  version: z.number(),
  away: z.boolean(),
  // A field that came later has its value from the template that comes with Plenum.
  settings: z.unknown(),
});

/** The agency's templates: those that come with Plenum, and what administrators made of them. */
export class TemplateStore {
  constructor(private readonly pool: Pool) {}

  /** @param all those that were put away, too */
  async list(all: boolean): Promise<readonly ConferenceTemplate[]> {
    const found = await this.pool.query(
      "SELECT id, version, away, settings FROM conference_templates WHERE $1 OR NOT away ORDER BY id",
      [all],
    );
    const own = found.rows.map(templateOf);
    const builtIn = conferenceKindSchema.options
      .filter((kind) => !own.some(({ id }) => id === kind))
      .map((kind) => builtInOf(kind));
    return [...builtIn, ...own].toSorted((a, b) => order(a.id) - order(b.id));
  }

  async find(id: string, on: Queryable = this.pool): Promise<ConferenceTemplate | undefined> {
    const found = await on.query(
      "SELECT id, version, away, settings FROM conference_templates WHERE id = $1",
      [id],
    );
    if (found.rows.length > 0) return templateOf(found.rows[0]);
    const kind = conferenceKindSchema.safeParse(id);
    return kind.success ? builtInOf(kind.data) : undefined;
  }

  /**
   * Writes a template.
   * @throws ApiProblem `conflict` where somebody else has changed it since, `invalid-request` where one that
   *   comes with Plenum would be put away
   */
  async put(
    id: string,
    wish: PutTemplateRequest,
    changedBy: string,
    client: PoolClient,
  ): Promise<ConferenceTemplate> {
    const { version, away, ...settings } = wish;
    if (away && isBuiltIn(id)) {
      throw new ApiProblem("invalid-request", { detail: "body.away: built-in" });
    }
    // Serialised, so that of two who begin with version 0 one is second.
    await lock(id, client);
    const before = await this.find(id, client);
    if ((before?.version ?? 0) !== version) {
      throw new ApiProblem("conflict", { detail: "Somebody else has changed this template." });
    }
    await client.query(
      `INSERT INTO conference_templates (id, version, settings, changed_by, away)
         VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO UPDATE
         SET version = $2, settings = $3, changed_by = $4, away = $5, changed_at = now()`,
      [id, version + 1, JSON.stringify(settings), changedBy, away],
    );
    return { id, ...settings, version: version + 1, builtIn: isBuiltIn(id), away };
  }

  /**
   * Removes a template of the agency's own, or what was changed in one that comes with Plenum.
   * @returns false where there is nothing to remove
   * @throws ApiProblem `conflict` for one of the agency's own from which open rooms are or will be made
   */
  async remove(id: string, client: PoolClient): Promise<boolean> {
    await lock(id, client);
    if (!isBuiltIn(id)) {
      const rooms = await roomsOf(id, client);
      if (rooms > 0) {
        throw new ApiProblem("conflict", { detail: `${rooms} rooms are made from this template.` });
      }
    }
    const gone = await client.query("DELETE FROM conference_templates WHERE id = $1", [id]);
    return gone.rowCount === 1;
  }
}

/** One after the other: whoever changes a template, and whoever removes it. */
async function lock(id: string, client: PoolClient): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`template:${id}`]);
}

/** How many rooms were made from a template and are not closed, or are still to be made. */
async function roomsOf(id: string, on: Queryable): Promise<number> {
  const found = await on.query(
    `SELECT (SELECT count(*) FROM conferences
               WHERE plan->>'template' = $1 AND closed_at IS NULL AND replaced_by IS NULL)
          + (SELECT count(*) FROM provisionings
               WHERE plan->>'template' = $1 AND state IN ('queued', 'running')) AS rooms`,
    [id],
  );
  return z.object({ rooms: z.coerce.number() }).parse(found.rows[0]).rooms;
}

/** Those that come with Plenum first, in their order. */
function order(id: string): number {
  const place = conferenceKindSchema.options.findIndex((kind) => kind === id);
  return place < 0 ? conferenceKindSchema.options.length : place;
}

function isBuiltIn(id: string): boolean {
  return conferenceKindSchema.safeParse(id).success;
}

function builtInOf(kind: keyof typeof BUILT_IN_TEMPLATES): ConferenceTemplate {
  return { id: kind, ...BUILT_IN_TEMPLATES[kind], version: 0, builtIn: true, away: false };
}

function templateOf(raw: unknown): ConferenceTemplate {
  const row = rowSchema.parse(raw);
  const stored = z.looseObject({ kind: conferenceKindSchema }).parse(row.settings);
  const settings: TemplateSettings = templateSettingsSchema.parse({
    ...BUILT_IN_TEMPLATES[stored.kind],
    ...stored,
    retentionDays: stored["retentionDays"],
    leadDays: stored["leadDays"],
  });
  const { id, version, away } = row;
  return { id, ...settings, version, builtIn: isBuiltIn(id), away };
}

/** What of a template goes into a plan. */
export function settingsOf(template: ConferenceTemplate): TemplateSettings {
  const { id: _id, version: _version, builtIn: _builtIn, away: _away, ...settings } = template;
  return settings;
}
