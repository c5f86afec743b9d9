import {
  MOST_COMING_FOUND,
  oldAddress,
  sideSchema,
  type PersonSide,
  type sidesResponseSchema,
} from "@plenum/model/migration";
import { z } from "zod";
import type { Queryable } from "../../database/database.ts";

type Sides = z.output<typeof sidesResponseSchema>;

const answerSchema = z.object({
  moving: z.boolean(),
  people: z.array(
    z.object({
      key: z.string(),
      side: sideSchema,
      name: z.string().nullable(),
      source: z.string().nullable(),
      day: z.iso.date().nullable(),
    }),
  ),
});

/**
 * Somebody who is still in the old system. Not who has left, and not who cannot be told by the id: it is somebody
 * else's account, or two people's wish. An account that was taken back leaves its owner in the old system, unless
 * the same person has come, or comes, under another id.
 */
const COMING = `(i.kind = 'account' AND i.state IN ('queued', 'failed', 'undone')
  AND (i.payload ->> 'active') IS DISTINCT FROM 'false'
  AND (i.state <> 'failed'
    OR COALESCE(i.problem, '') NOT IN ('account-exists', 'account-appeared', 'collision'))
  AND (i.state <> 'undone' OR NOT EXISTS (
    SELECT 1 FROM migration_items other
    WHERE other.kind = 'account' AND lower(other.source) = lower(i.source)
      AND other.state <> 'undone')))`;

const HERE = `(i.kind = 'account' AND i.state IN ('done', 'kept')
  AND (i.made ? 'created' OR i.made ? 'own'))`;

/** A wave that is taken back has no day any more that somebody could count on. */
const PERSON = `i.key, i.name, i.source, CASE
    WHEN i.state <> 'undone' AND w.state NOT IN ('rolling-back', 'rolled-back') THEN w.day::text
  END AS day`;

const FROM = "FROM migration_items i JOIN migration_waves w ON w.name = i.wave";

function answering(people: string): string {
  return `SELECT EXISTS (SELECT 1 FROM migration_items i WHERE ${COMING}) AS moving,
    COALESCE((SELECT json_agg(found) FROM (${people}) found), '[]') AS people`;
}

const OF_IDS = answering(
  `SELECT ${PERSON}, CASE WHEN ${HERE} THEN 'here' ELSE 'coming' END AS side ${FROM}
   WHERE i.kind = 'account' AND i.key = ANY ($1) AND (${HERE} OR ${COMING})`,
);

const FOUND = answering(
  `SELECT ${PERSON}, 'coming' AS side ${FROM}
   WHERE ${COMING} AND i.key <> $2 AND lower(concat(i.name, ' ', i.source)) LIKE ALL ($1)
   ORDER BY lower(i.name), i.key LIMIT ${MOST_COMING_FOUND}`,
);

/** On which side of the move these people are, as the ledger knows it; all others are missing. */
export async function sidesOf(on: Queryable, ids: readonly string[]): Promise<Sides> {
  const found = await on.query(OF_IDS, [ids]);
  return told(found.rows[0]);
}

/**
 * Colleagues who are still to come and whose name or address holds each of the words.
 * @param caller is not found
 */
export async function findComing(on: Queryable, search: string, caller: string): Promise<Sides> {
  const words = search.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, "\\$&")}%`);
  const found = await on.query(FOUND, [patterns, caller]);
  return told(found.rows[0]);
}

function told(row: unknown): Sides {
  const { moving, people } = answerSchema.parse(row);
  return { moving, people: people.map(personOf) };
}

function personOf(row: z.output<typeof answerSchema>["people"][number]): PersonSide {
  const address = oldAddress(row.source ?? "");
  return {
    userId: row.key,
    side: row.side,
    name: row.name ?? row.key,
    ...(row.side === "here" || row.day === null ? {} : { day: row.day }),
    ...(row.side === "here" || address === undefined ? {} : { address }),
  };
}
