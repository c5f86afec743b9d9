import {
  itemProblemSchema,
  itemStateSchema,
  ledgerItemSchema,
  migrationKindSchema,
  type itemQuerySchema,
  type LedgerItem,
} from "@plenum/model/migration";
import type { Pool } from "pg";
import { z } from "zod";
import { ApiProblem } from "../http/api-problem.ts";

const rowSchema = z.object({
  position: z.coerce.number(),
  kind: migrationKindSchema,
  key: z.string(),
  name: z.string().nullable(),
  state: itemStateSchema,
  problem: itemProblemSchema.nullable().catch("internal"),
  attempts: z.number(),
  made: ledgerItemSchema.shape.facts,
  done_at: z.date().nullable(),
});

/** A page of the ledger's report, in the order in which the items came. @throws ApiProblem `invalid-request` */
export async function readReport(
  pool: Pool,
  wave: string,
  query: z.output<typeof itemQuerySchema>,
): Promise<{ items: LedgerItem[]; cursor?: string }> {
  const after = query.cursor === undefined ? 0 : Number(query.cursor);
  if (!Number.isSafeInteger(after) || after < 0) {
    throw new ApiProblem("invalid-request", { detail: "query.cursor" });
  }
  const found = await pool.query(
    `SELECT position, kind, key, name, state, problem, attempts, made, done_at
     FROM migration_items
     WHERE wave = $1 AND position > $2
       AND ($3::text IS NULL OR state = $3) AND ($4::text IS NULL OR kind = $4)
       AND ($5::text IS NULL OR problem = $5)
       AND ($6 = '' OR strpos(lower(key), lower($6)) > 0
         OR strpos(lower(COALESCE(name, '')), lower($6)) > 0)
     ORDER BY position LIMIT $7`,
    [
      wave,
      after,
      query.state ?? null,
      query.kind ?? null,
      query.problem ?? null,
      query.search,
      query.limit + 1,
    ],
  );
  const rows = z.array(rowSchema).parse(found.rows);
  const page = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? page.at(-1) : undefined;
  return {
    items: page.map(shownRow),
    ...(last === undefined ? {} : { cursor: String(last.position) }),
  };
}

function shownRow(row: z.output<typeof rowSchema>): LedgerItem {
  return {
    kind: row.kind,
    key: row.key,
    state: row.state,
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.problem === null ? {} : { problem: row.problem }),
    attempts: row.attempts,
    facts: row.made,
    ...(row.done_at === null ? {} : { doneAt: row.done_at.toISOString() }),
  };
}
