import { createHash } from "node:crypto";
import { isGuestUserId, parseUserId, type InstallationConfig } from "@plenum/model";
import {
  keyOfItem,
  migrationItemSchema,
  migrationKindSchema,
  itemStateSchema,
  type AddedItem,
  type AddItemsResponse,
  type MigrationItem,
} from "@plenum/model/migration";
import type { PoolClient } from "pg";
import { z } from "zod";
import { markerOf } from "./executors/room-state.ts";

/** Accounts of the appservice itself. */
const SERVICE_LOCALPART = "plenum-service-";

const knownSchema = z.object({
  kind: migrationKindSchema,
  key: z.string(),
  wave: z.string(),
  source: z.string().nullable(),
  digest: z.instanceof(Buffer),
  state: itemStateSchema,
  made: z.record(z.string(), z.unknown()),
});
type Known = z.infer<typeof knownSchema>;

interface Read {
  readonly index: number;
  readonly item: MigrationItem;
  readonly key: string;
  readonly digest: Buffer;
}

/**
 * Takes items into the ledger. Each is checked by itself; an item that is there already is told from a new
 * one by its kind and key, over all waves. Nothing that was made is overwritten.
 * @param client of a transaction that holds the wave
 */
export async function takeIn(
  client: PoolClient,
  config: InstallationConfig,
  wave: string,
  items: readonly unknown[],
): Promise<AddItemsResponse> {
  const told: AddedItem[] = [];
  const read = withoutTwins(readAll(config, items, told), told);
  const known = await knownOf(client, read);
  const fresh: Read[] = [];
  const replaced: Read[] = [];
  let unchanged = 0;
  for (const one of read) {
    const before = known.get(idOf(one.item.kind, one.key));
    const outcome = before === undefined ? "added" : compare(one, before, wave);
    if (outcome === "added") fresh.push(one);
    else if (outcome === "unchanged") unchanged += 1;
    else {
      told.push({ index: one.index, ...outcome });
      if (outcome.result === "replaced") replaced.push(one);
      if (outcome.reason === "collision" && before !== undefined) await collide(client, before);
    }
  }
  await insert(client, wave, fresh);
  await replace(client, wave, replaced);
  const count = (result: AddedItem["result"]): number =>
    told.filter((item) => item.result === result).length;
  return {
    added: fresh.length,
    unchanged,
    replaced: replaced.length,
    changed: count("changed"),
    refused: count("refused"),
    told: told.toSorted((a, b) => a.index - b.index),
  };
}

function readAll(
  config: InstallationConfig,
  items: readonly unknown[],
  told: AddedItem[],
): readonly Read[] {
  const read: Read[] = [];
  for (const [index, raw] of items.entries()) {
    const parsed = migrationItemSchema.safeParse(raw);
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join(".") ?? "";
      told.push({
        index,
        result: "refused",
        reason: "invalid",
        ...(field === "" ? {} : { field: field.slice(0, 200) }),
      });
      continue;
    }
    const item = parsed.data;
    const reason = whoseReason(config, item);
    if (reason !== undefined) {
      told.push({ index, result: "refused", reason });
      continue;
    }
    const digest = createHash("sha256").update(JSON.stringify(item)).digest();
    read.push({ index, item, key: keyOfItem(item), digest });
  }
  return read;
}

/** Accounts of others are nobody's to change. */
function whoseReason(
  config: InstallationConfig,
  item: MigrationItem,
): "foreign-user" | "reserved-name" | undefined {
  const userId = "userId" in item ? item.userId : undefined;
  if (userId === undefined) return undefined;
  const { server, localpart } = parseUserId(userId);
  if (server !== config.serverName) return "foreign-user";
  const reserved =
    isGuestUserId(userId, config.serverName) ||
    localpart === config.appservice.senderLocalpart ||
    localpart.startsWith(SERVICE_LOCALPART);
  return reserved ? "reserved-name" : undefined;
}

/** Of two with the same key in one request neither is better; two sources of one account are a collision. */
function withoutTwins(read: readonly Read[], told: AddedItem[]): readonly Read[] {
  const byId = new Map<string, Read[]>();
  for (const one of read) {
    const id = idOf(one.item.kind, one.key);
    byId.set(id, [...(byId.get(id) ?? []), one]);
  }
  return [...byId.values()].flatMap((twins) => {
    const [first, ...others] = twins;
    if (first === undefined) return [];
    if (others.every(({ digest }) => digest.equals(first.digest))) return [first];
    const collide = new Set(twins.map(({ item }) => sourceOf(item))).size > 1;
    for (const { index } of twins) {
      told.push({ index, result: "refused", reason: collide ? "collision" : "twice" });
    }
    return [];
  });
}

function compare(
  one: Read,
  before: Known,
  wave: string,
): "unchanged" | Pick<AddedItem, "result" | "reason" | "wave"> {
  const elsewhere = before.wave === wave ? {} : { wave: before.wave };
  const same = before.digest.equals(one.digest);
  // Taken back, or released by whoever has mended the rules: it is decided anew.
  if (before.state === "undone") return { result: "replaced", ...elsewhere };
  if ((sourceOf(one.item) ?? null) !== before.source) {
    return { result: "refused", reason: "collision", ...elsewhere };
  }
  const isMade =
    before.state === "done" || (before.state === "kept" && Object.keys(before.made).length > 0);
  if (isMade && same) return "unchanged";
  // Whoever is in the room, or has left it, is let be: so only those who are new are brought.
  if (isMade && one.item.kind === "members") return { result: "replaced", ...elsewhere };
  if (isMade) return { result: "changed", ...elsewhere };
  if (before.wave !== wave) return { result: "refused", reason: "other-wave", ...elsewhere };
  return same ? "unchanged" : { result: "replaced" };
}

/** A collision makes neither: what is not made yet is not made. */
async function collide(client: PoolClient, known: Known): Promise<void> {
  await client.query(
    `UPDATE migration_items SET state = 'failed', problem = 'collision', done_at = now()
     WHERE kind = $1 AND key = $2 AND state IN ('queued', 'failed')`,
    [known.kind, known.key],
  );
}

async function knownOf(
  client: PoolClient,
  read: readonly Read[],
): Promise<ReadonlyMap<string, Known>> {
  const found = await client.query(
    `SELECT i.kind, i.key, wave, source, digest, state, made
     FROM migration_items i JOIN unnest($1::text[], $2::text[]) AS asked (kind, key)
       ON i.kind = asked.kind AND i.key = asked.key
     FOR UPDATE OF i`,
    [read.map(({ item }) => item.kind), read.map(({ key }) => key)],
  );
  const rows = z.array(knownSchema).parse(found.rows);
  return new Map(rows.map((row) => [idOf(row.kind, row.key), row]));
}

async function insert(client: PoolClient, wave: string, items: readonly Read[]): Promise<void> {
  if (items.length === 0) return;
  await client.query(
    `INSERT INTO migration_items
       (wave, kind, key, name, source, channel, space, marker, payload, digest)
     SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
       $7::text[], $8::text[], $9::jsonb[], $10::bytea[])`,
    [wave, ...columnsOf(items)],
  );
}

/** What was begun may have been made in part: that is kept in mind. */
async function replace(client: PoolClient, wave: string, items: readonly Read[]): Promise<void> {
  if (items.length === 0) return;
  await client.query(
    `UPDATE migration_items i SET wave = $1, name = n.name, source = n.source, channel = n.channel, space = n.space,
       marker = n.marker, payload = n.payload, digest = n.digest,
       state = 'queued', problem = NULL, attempts = 0, due_at = now(), done_at = NULL
     FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::jsonb[], $10::bytea[])
       AS n (kind, key, name, source, channel, space, marker, payload, digest)
     WHERE i.kind = n.kind AND i.key = n.key`,
    [wave, ...columnsOf(items)],
  );
}

function columnsOf(items: readonly Read[]): readonly unknown[] {
  return [
    items.map(({ item }) => item.kind),
    items.map(({ key }) => key),
    items.map(({ item }) => nameOf(item)),
    items.map(({ item }) => sourceOf(item) ?? null),
    items.map(({ item }) => ("channel" in item ? item.channel : null)),
    items.map(({ item }) => spaceOf(item) ?? null),
    items.map(({ item, key }) => (isRoom(item) ? markerOf(item.kind, key) : null)),
    items.map(({ item }) => JSON.stringify(item)),
    items.map(({ digest }) => digest),
  ];
}

function isRoom(item: MigrationItem): boolean {
  return item.kind === "space" || item.kind === "group-room" || item.kind === "channel";
}

function nameOf(item: MigrationItem): string | null {
  if ("displayName" in item) return item.displayName;
  if ("name" in item) return item.name ?? null;
  return item.kind === "meeting" ? item.subject : null;
}

function sourceOf(item: MigrationItem): string | undefined {
  return item.kind === "account" ? item.source : undefined;
}

function spaceOf(item: MigrationItem): string | undefined {
  if (item.kind === "space") return item.parent;
  return item.kind === "group-room" || item.kind === "channel" ? item.space : undefined;
}

function idOf(kind: string, key: string): string {
  return `${kind}\n${key}`;
}
