import type { Client } from "pg";
import { z } from "zod";

const tableRows = z.array(z.object({ name: z.string() }));
const contentRows = z.array(z.object({ row: z.record(z.string(), z.unknown()) }));

/** Columns that tell when something happened. */
const TIMES = new Set(["creation_ts", "validated_at", "added_at"]);

/**
 * Every row of every table in which somebody's name stands, with the name and times replaced by words: what
 * an account consists of, whoever it is.
 */
export async function rowsNaming(
  homeserver: Client,
  localpart: string,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const tables = await homeserver.query(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  const found: Record<string, readonly string[]> = {};
  for (const { name } of tableRows.parse(tables.rows)) {
    const rows = await homeserver.query(
      `SELECT to_jsonb(t) AS row FROM ${name} t WHERE to_jsonb(t)::text LIKE '%' || $1 || '%'`,
      [localpart],
    );
    if (rows.rows.length === 0) continue;
    found[name] = contentRows
      .parse(rows.rows)
      .map(({ row }) =>
        textOf(row).replaceAll(localpart, "name").replaceAll(localpart.toUpperCase(), "NAME"),
      )
      .toSorted();
  }
  return found;
}

function textOf(row: Readonly<Record<string, unknown>>): string {
  const columns = Object.entries(row).map(([column, value]) => {
    return [column, TIMES.has(column) ? `${String(value).length} digits` : value];
  });
  return JSON.stringify(Object.fromEntries(columns));
}
