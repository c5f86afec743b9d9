import type { ClientBase } from "pg";
import { z } from "zod";

/** What a database of the homeserver says of its own form. */
export interface SchemaFacts {
  readonly version: number | undefined;
  readonly compatible: number | undefined;
  /** Changes of the newest version that were applied, e.g. `94/07_profile_updates.sql`. */
  readonly changes: readonly string[];
  /** `name type` of each column, or `name type!` where it must not be empty, by table. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  /** Conversions that the homeserver has still to finish. */
  readonly unfinished: readonly string[];
}

/** A form with which making accounts was tried; nothing else is written to. */
export interface TriedSchema {
  readonly synapse: string;
  readonly version: number;
  readonly compatible: number;
  readonly changes: readonly string[];
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

/** The one of the Synapse that is pinned in `synapse-config/requirements.txt`. */
export const TRIED_SCHEMA: TriedSchema = {
  synapse: "1.163.2",
  version: 94,
  compatible: 84,
  changes: [
    "94/01_redactions_recheck.sql",
    "94/01_state_groups_persisting_inserted_ts.sql.postgres",
    "94/02_redactions_recheck_bg_update.sql",
    "94/03_device_lists_room_timestamp.sql",
    "94/03_quarantined_media_tracking.sql",
    "94/03_quarantined_media_tracking_seq.sql.postgres",
    "94/03_state_dag_fwd_extrems.sql",
    "94/04_device_lists_changes_max_pruned.sql",
    "94/05_rerun_flag_existing_quarantined_media.sql",
    "94/06_sliding_sync_connections_last_used_ts_index.sql",
    "94/07_profile_updates.sql",
    "94/07_profile_updates_seq.sql.postgres",
    "94/07_sliding_sync_lazy_members_position_index.sql",
    "94/08_device_lists_changes_in_room_unconverted_idx.sql",
    "94/09_e2e_cross_signing_signatures_index.sql",
    "94/10_e2e_cross_signing_signatures_add_key_id_to_index.sql",
    "94/11_destination_room_sticky_events.sql",
  ],
  columns: {
    users: [
      "admin smallint!",
      "approved boolean",
      "appservice_id text",
      "consent_server_notice_sent text",
      "consent_ts bigint",
      "consent_version text",
      "creation_ts bigint",
      "deactivated smallint!",
      "is_guest smallint!",
      "locked boolean!",
      "name text",
      "password_hash text",
      "shadow_banned boolean",
      "suspended boolean!",
      "upgrade_ts bigint",
      "user_type text",
    ],
    profiles: [
      "avatar_url text",
      "displayname text",
      "fields jsonb",
      "full_user_id text",
      "user_id text!",
    ],
    user_external_ids: ["auth_provider text!", "external_id text!", "user_id text!"],
    user_threepids: [
      "added_at bigint!",
      "address text!",
      "medium text!",
      "user_id text!",
      "validated_at bigint!",
    ],
    user_directory: ["avatar_url text", "display_name text", "room_id text", "user_id text!"],
    user_directory_search: ["user_id text!", "vector tsvector"],
    user_stats_current: [
      "completed_delta_stream_id bigint!",
      "joined_rooms bigint!",
      "user_id text!",
    ],
    current_state_delta_stream: [
      "event_id text",
      "instance_name text",
      "prev_event_id text",
      "room_id text!",
      "state_key text!",
      "stream_id bigint!",
      "type text!",
    ],
  },
};

/** What is another one than was tried; the homeserver's own names. */
export type SchemaDifference =
  | { readonly what: "version"; readonly found: string; readonly wanted: string }
  | { readonly what: "changes"; readonly names: readonly string[] }
  | { readonly what: "columns"; readonly table: string; readonly names: readonly string[] };

/** Everything in which a database differs from the one that was tried. */
export function differencesOf(facts: SchemaFacts, tried: TriedSchema): readonly SchemaDifference[] {
  const differences: SchemaDifference[] = [];
  const found = versionText(facts.version, facts.compatible);
  const wanted = versionText(tried.version, tried.compatible);
  if (found !== wanted) differences.push({ what: "version", found, wanted });
  const changes = apart(facts.changes, tried.changes);
  if (changes.length > 0) differences.push({ what: "changes", names: changes });
  for (const [table, columns] of Object.entries(tried.columns)) {
    const names = apart(facts.columns[table] ?? [], columns);
    if (names.length > 0) differences.push({ what: "columns", table, names });
  }
  return differences;
}

function versionText(version: number | undefined, compatible: number | undefined): string {
  return `${version ?? "?"}/${compatible ?? "?"}`;
}

/** What is in one list alone. */
function apart(one: readonly string[], other: readonly string[]): readonly string[] {
  const missing = other.filter((name) => !one.includes(name));
  return [...one.filter((name) => !other.includes(name)), ...missing].toSorted();
}

const versionRows = z.array(z.object({ version: z.number() }));
const compatibleRows = z.array(z.object({ compat_version: z.number() }));
const nameRows = z.array(z.object({ name: z.string() }));
const columnRows = z.array(z.object({ table: z.string(), name: z.string() }));

/** Tables without which a database is none of Synapse. */
const SIGNS = ["schema_version", "schema_compat_version", "applied_schema_deltas"] as const;

/**
 * Reads what a database says of itself.
 * @returns undefined where it is none of the homeserver, or has never been used by it
 */
export async function schemaOf(
  homeserver: ClientBase,
  tried: TriedSchema,
): Promise<SchemaFacts | undefined> {
  const signs = await homeserver.query(
    "SELECT relname AS name FROM pg_class WHERE oid = ANY (SELECT to_regclass(t) FROM unnest($1::text[]) t)",
    [SIGNS],
  );
  if (signs.rows.length < SIGNS.length) return undefined;
  const version = await homeserver.query("SELECT version FROM schema_version");
  const compatible = await homeserver.query("SELECT compat_version FROM schema_compat_version");
  const changes = await homeserver.query(
    "SELECT file AS name FROM applied_schema_deltas WHERE version >= $1",
    [tried.version],
  );
  const columns = await homeserver.query(
    `SELECT c.relname AS table, a.attname || ' ' || format_type(a.atttypid, NULL)
       || CASE WHEN a.attnotnull THEN '!' ELSE '' END AS name
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
     WHERE a.attnum > 0 AND NOT a.attisdropped
       AND c.oid = ANY (SELECT to_regclass(t) FROM unnest($1::text[]) t)`,
    [Object.keys(tried.columns)],
  );
  const unfinished = await homeserver.query("SELECT update_name AS name FROM background_updates");
  const byTable: Record<string, string[]> = {};
  for (const { table, name } of columnRows.parse(columns.rows)) (byTable[table] ??= []).push(name);
  return {
    version: versionRows.parse(version.rows)[0]?.version,
    compatible: compatibleRows.parse(compatible.rows)[0]?.compat_version,
    changes: nameRows.parse(changes.rows).map(({ name }) => name),
    columns: byTable,
    unfinished: nameRows.parse(unfinished.rows).map(({ name }) => name),
  };
}

/** Server names in the ids of accounts that there are, at most a few; empty where there is nobody. */
export async function serverNamesIn(homeserver: ClientBase): Promise<readonly string[]> {
  const found = await homeserver.query(
    "SELECT DISTINCT substring(name FROM ':(.*)$') AS name FROM users WHERE name LIKE '@%:%' LIMIT 5",
  );
  return nameRows.parse(found.rows).map(({ name }) => name);
}
