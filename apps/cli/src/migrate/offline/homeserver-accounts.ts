import type { ClientBase } from "pg";
import { z } from "zod";
import { externalIdText, type HomeserverFacts, type NewAccount } from "./plan.ts";
import type { OpenItems } from "./wave-ledger.ts";

/** Accounts that are written by one statement. */
export const PIECE = 2_000;

const idRows = z.array(z.object({ id: z.string() }));
const externalIdRows = z.array(z.object({ provider: z.string(), id: z.string() }));
const streamRows = z.array(z.object({ newest: z.coerce.number() }));

/** Looks up what the homeserver knows of the people of a wave, their ids and their addresses. */
export async function factsOf(homeserver: ClientBase, items: OpenItems): Promise<HomeserverFacts> {
  const people = items.accounts.map(({ userId }) => userId);
  const ids = items.accounts.flatMap(({ externalIds }) => externalIds);
  const accounts = await homeserver.query(
    `SELECT lower(name) AS id FROM users
     WHERE lower(name) IN (SELECT lower(u) FROM unnest($1::text[]) u)`,
    [people],
  );
  const externalIds = await homeserver.query(
    `SELECT auth_provider AS provider, external_id AS id FROM user_external_ids
     WHERE (auth_provider, external_id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
    [ids.map(({ provider }) => provider), ids.map(({ id }) => id)],
  );
  const mails = await homeserver.query(
    `SELECT address AS id FROM user_threepids
     WHERE medium = 'email' AND address IN (SELECT lower(m) FROM unnest($1::text[]) m)`,
    [items.profiles.flatMap(({ mail }) => mail ?? [])],
  );
  const remains = await homeserver.query(
    `WITH people AS (SELECT id, substring(id FROM '^@([^:]*)') AS localpart FROM unnest($1::text[]) id)
     SELECT id FROM people JOIN profiles ON user_id = localpart
     UNION SELECT id FROM people JOIN profiles ON full_user_id = id
     UNION SELECT id FROM people JOIN user_directory ON user_id = id
     UNION SELECT id FROM people JOIN user_directory_search ON user_id = id
     UNION SELECT id FROM people JOIN user_stats_current ON user_id = id
     UNION SELECT id FROM people JOIN user_external_ids ON user_id = id
     UNION SELECT id FROM people JOIN user_threepids ON user_id = id`,
    [people],
  );
  return {
    accounts: idsOf(accounts.rows),
    externalIds: new Set(externalIdRows.parse(externalIds.rows).map(externalIdText)),
    mails: idsOf(mails.rows),
    remains: idsOf(remains.rows),
  };
}

function idsOf(rows: unknown[]): ReadonlySet<string> {
  return new Set(idRows.parse(rows).map(({ id }) => id));
}

/**
 * Writes accounts as the homeserver's administration API does: the account, its profile, its entry in the
 * directory of people, its counters, ids at sign-in services, and the mail address.
 * @param homeserver in a transaction; nobody else writes to the database
 * @param progress is told how many are written
 * @throws DatabaseError where anything of it is there already; then nothing may be kept
 */
export async function writeAccounts(
  homeserver: ClientBase,
  accounts: readonly NewAccount[],
  progress: (written: number) => void,
): Promise<void> {
  const stream = await homeserver.query(
    "SELECT COALESCE(max(stream_id), -1) AS newest FROM current_state_delta_stream",
  );
  const newest = streamRows.parse(stream.rows)[0]?.newest ?? -1;
  for (let first = 0; first < accounts.length; first += PIECE) {
    const piece = accounts.slice(first, first + PIECE);
    await writePiece(homeserver, piece, newest);
    progress(first + piece.length);
  }
}

async function writePiece(
  homeserver: ClientBase,
  accounts: readonly NewAccount[],
  newest: number,
): Promise<void> {
  const ids = accounts.map(({ userId }) => userId);
  const names = accounts.map(({ displayName }) => displayName);
  const localparts = accounts.map(({ userId }) => userId.slice(1, userId.indexOf(":")));
  await homeserver.query(
    `INSERT INTO users (name, creation_ts, is_guest, admin, shadow_banned, approved)
     SELECT name, floor(extract(epoch FROM clock_timestamp())), 0, 0, false, true
     FROM unnest($1::text[]) AS name`,
    [ids],
  );
  await homeserver.query(
    `INSERT INTO profiles (full_user_id, user_id, displayname, fields)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[])`,
    [ids, localparts, names, accounts.map(fieldsOf)],
  );
  await homeserver.query(
    `INSERT INTO user_directory (user_id, display_name)
     SELECT * FROM unnest($1::text[], $2::text[])`,
    [ids, names],
  );
  await homeserver.query(
    `INSERT INTO user_directory_search (user_id, vector)
     SELECT id, setweight(to_tsvector('simple', localpart), 'A')
       || setweight(to_tsvector('simple', server), 'D')
       || setweight(to_tsvector('simple', name), 'B')
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
       AS person (id, localpart, server, name)`,
    [ids, localparts, ids.map((id) => id.slice(id.indexOf(":") + 1)), names.map(searchedText)],
  );
  await homeserver.query(
    `INSERT INTO user_stats_current (user_id, joined_rooms, completed_delta_stream_id)
     SELECT id, 0, $2 FROM unnest($1::text[]) AS id`,
    [ids, newest],
  );
  const externalIds = accounts.flatMap((account) =>
    account.externalIds.map(({ provider, id }) => ({ userId: account.userId, provider, id })),
  );
  await homeserver.query(
    `INSERT INTO user_external_ids (auth_provider, external_id, user_id)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[])`,
    [
      externalIds.map(({ provider }) => provider),
      externalIds.map(({ id }) => id),
      externalIds.map(({ userId }) => userId),
    ],
  );
  const mails = accounts.flatMap(({ userId, card }) =>
    card?.mail === undefined ? [] : [{ userId, mail: card.mail }],
  );
  await homeserver.query(
    `INSERT INTO user_threepids (user_id, medium, address, validated_at, added_at)
     SELECT id, 'email', address, now, now
     FROM unnest($1::text[], $2::text[]) AS mail (id, address),
       (SELECT floor(extract(epoch FROM clock_timestamp()) * 1000) AS now) AS clock`,
    [mails.map(({ userId }) => userId), mails.map(({ mail }) => mail)],
  );
}

function fieldsOf({ card }: NewAccount): string | null {
  if (card === undefined || Object.keys(card.fields).length === 0) return null;
  return JSON.stringify(card.fields);
}

/**
 * A name as the homeserver's search index takes it: only then it is found whatever its case.
 * @see synapse.storage.databases.main.user_directory._filter_text_for_index
 */
export function searchedText(name: string): string {
  return name.toLowerCase().normalize("NFKC");
}
