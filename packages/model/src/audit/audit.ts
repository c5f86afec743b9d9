import { z } from "zod";

/** What is written down, by the field's own words: `<thing>.<what happened to it>`. */
export const auditActSchema = z
  .string()
  .regex(/^[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*$/)
  .max(80);

/** One entry of the audit log as the API shows it. */
export const auditEntrySchema = z.object({
  number: z.number().int().positive(),
  at: z.iso.datetime({ offset: true }),
  /** A Matrix user id, `client:<id>` for another system, `system` for what happens by itself. */
  actor: z.string(),
  act: auditActSchema,
  roomId: z.string().optional(),
  /** Whom or what it was done to: a user id, or the id of a link, job, meeting. */
  subject: z.string().optional(),
  /** Facts of the act; never a message's text, a password or a token. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Of the entry before it, hexadecimal. */
  previous: z.string().regex(/^[0-9a-f]{64}$/),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type AuditDetails = AuditEntry["details"];

/** Stands where the first entry names the one before it. */
export const AUDIT_BEGINNING = "0".repeat(64);

/**
 * The text whose SHA-256 is an entry's hash: the fields as a JSON array in one fixed order, details by
 * the names of their keys. Anybody can recompute the chain from an export with it.
 */
export function auditText(entry: Omit<AuditEntry, "hash">): string {
  const details = Object.entries(entry.details).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    entry.number,
    entry.at,
    entry.actor,
    entry.act,
    entry.roomId ?? null,
    entry.subject ?? null,
    details,
    entry.previous,
  ]);
}
