import {
  accountItemSchema,
  profileItemSchema,
  waveStateSchema,
  type MigrationItemOf,
  type MigrationKind,
  type WaveState,
} from "@plenum/model/migration";
import type { ClientBase } from "pg";
import { z } from "zod";

/** Rows that are changed by one statement. */
const PIECE = 10_000;

const lockSchema = z.array(z.object({ held: z.boolean() }));
const waveSchema = z.array(z.object({ state: waveStateSchema }));
const payloadSchema = z.array(z.object({ payload: z.unknown() }));

/** What of a wave is still to be made, in its order. */
export interface OpenItems {
  readonly accounts: readonly MigrationItemOf<"account">[];
  readonly profiles: readonly MigrationItemOf<"profile">[];
}

/** An item as the ledger names it. */
export interface ItemName {
  readonly kind: MigrationKind;
  readonly key: string;
}

/**
 * Takes the lock of whoever works off waves, until the transaction ends.
 * @param client in a transaction, on the appservice's database
 * @returns false where somebody is at work
 */
export async function leads(client: ClientBase): Promise<boolean> {
  const lock = await client.query(
    "SELECT pg_try_advisory_xact_lock(hashtextextended('migration', 0)) AS held",
  );
  return lockSchema.parse(lock.rows)[0]?.held === true;
}

/** Whether the appservice has made its tables. */
export async function hasLedger(client: ClientBase): Promise<boolean> {
  const found = await client.query("SELECT to_regclass('migration_items') IS NOT NULL AS held");
  return lockSchema.parse(found.rows)[0]?.held === true;
}

/** @returns undefined where there is no such wave */
export async function stateOfWave(
  client: ClientBase,
  wave: string,
): Promise<WaveState | undefined> {
  const found = await client.query("SELECT state FROM migration_waves WHERE name = $1", [wave]);
  return waveSchema.parse(found.rows)[0]?.state;
}

/** Accounts and contact cards of a wave that are not made yet. */
export async function openItems(client: ClientBase, wave: string): Promise<OpenItems> {
  const read = async <Item>(kind: MigrationKind, schema: z.ZodType<Item>): Promise<Item[]> => {
    const found = await client.query(
      `SELECT payload FROM migration_items
       WHERE wave = $1 AND kind = $2 AND state = 'queued' ORDER BY position`,
      [wave, kind],
    );
    return payloadSchema.parse(found.rows).map(({ payload }) => schema.parse(payload));
  };
  return {
    accounts: await read("account", accountItemSchema),
    profiles: await read("profile", profileItemSchema),
  };
}

/**
 * Writes down that items are begun, before anything is made of them: whoever takes up the wave after a crash
 * looks whether there is something. The time of an earlier beginning stays.
 */
export function begin(client: ClientBase, items: readonly ItemName[]): Promise<void> {
  return change(client, items, "begun_at = COALESCE(i.begun_at, now())");
}

/** Writes down that items are made, as the normal run does. */
export function settle(client: ClientBase, items: readonly ItemName[]): Promise<void> {
  return change(
    client,
    items,
    `state = 'done', problem = NULL, done_at = now(),
     made = CASE WHEN i.kind = 'account' THEN i.made || '{"created": true}' ELSE i.made END`,
  );
}

/** @throws Error where one of them is not to be made any more */
async function change(
  client: ClientBase,
  items: readonly ItemName[],
  assignments: string,
): Promise<void> {
  for (let first = 0; first < items.length; first += PIECE) {
    const piece = items.slice(first, first + PIECE);
    const changed = await client.query(
      `UPDATE migration_items i SET ${assignments}
       FROM unnest($1::text[], $2::text[]) AS piece (kind, key)
       WHERE i.kind = piece.kind AND i.key = piece.key AND i.state = 'queued'`,
      [piece.map(({ kind }) => kind), piece.map(({ key }) => key)],
    );
    if (changed.rowCount !== piece.length) throw new Error("The ledger was changed meanwhile");
  }
}
