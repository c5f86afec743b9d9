import { randomUUID } from "node:crypto";
import { BUILT_IN_TEMPLATES, type InstallationConfig } from "@plenum/model";
import { Client } from "pg";

/**
 * Writes rooms into the appservice's database that no homeserver knows: making ten thousand real ones
 * takes most of an hour, and what the appservice keeps in memory depends on the rows.
 * @returns takes them out again
 */
export async function fillWith(
  config: InstallationConfig,
  count: number,
  owner: string,
): Promise<() => Promise<void>> {
  const { host, user, password, appserviceDatabase: database } = config.postgres;
  const client = new Client({ host, port: config.ports.postgres, user, password, database });
  await client.connect();
  const run = `!bench-${randomUUID()}-`;
  const plan = { title: "Messung", template: "meeting", settings: BUILT_IN_TEMPLATES.meeting };
  await client.query(
    `INSERT INTO conferences (room_id, title, kind, encrypted, created_by, plan)
     SELECT $1 || number, 'Messung ' || number, 'meeting', true, $2, $3
     FROM generate_series(1, $4::int) AS number`,
    [run, owner, JSON.stringify(plan), count],
  );
  return async () => {
    await client.query("DELETE FROM conferences WHERE starts_with(room_id, $1)", [run]);
    await client.end();
  };
}
