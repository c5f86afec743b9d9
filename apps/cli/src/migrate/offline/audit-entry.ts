import { createHash } from "node:crypto";
import { AUDIT_BEGINNING, auditEntrySchema, auditText, type AuditDetails } from "@plenum/model";
import { INSTALLATION_CLIENT } from "@plenum/model/migration";
import type { ClientBase } from "pg";
import { z } from "zod";

const lastSchema = z.array(z.object({ number: z.coerce.number(), hash: z.instanceof(Buffer) }));

/**
 * Writes an entry to the end of the audit log, as the appservice does, which is not there: bound to the entry
 * before by the hash of the model's text.
 * @param client of the transaction that does the act, on the appservice's database
 */
export async function recordAct(
  client: ClientBase,
  act: string,
  wave: string,
  details: AuditDetails,
): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('audit', 0))");
  const found = await client.query(
    "SELECT number, hash FROM audit_entries ORDER BY number DESC LIMIT 1",
  );
  const last = lastSchema.parse(found.rows)[0];
  const unsealed = {
    number: (last?.number ?? 0) + 1,
    at: new Date().toISOString(),
    actor: `client:${INSTALLATION_CLIENT}`,
    act,
    subject: wave,
    details,
    previous: last?.hash.toString("hex") ?? AUDIT_BEGINNING,
  };
  const hash = createHash("sha256").update(auditText(unsealed)).digest("hex");
  const entry = auditEntrySchema.parse({ ...unsealed, hash });
  await client.query(
    `INSERT INTO audit_entries (number, at, actor, act, subject, details, previous, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      entry.number,
      entry.at,
      entry.actor,
      entry.act,
      wave,
      JSON.stringify(entry.details),
      Buffer.from(entry.previous, "hex"),
      Buffer.from(entry.hash, "hex"),
    ],
  );
}
