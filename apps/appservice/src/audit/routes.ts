import { auditActSchema, auditEntrySchema } from "@plenum/model";
import { z } from "zod";
import type { Administrators } from "../administration/administrators.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { AuditLog } from "./audit-log.ts";
import { asCsv, asJsonLines } from "./export.ts";
import type { LogReaders } from "./readers.ts";

const filter = {
  roomId: z.string().max(255).optional(),
  actor: z.string().max(255).optional(),
  act: auditActSchema.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};
const PROBLEMS = ["forbidden", "homeserver-unavailable"] as const;

const EXPORTS = [
  {
    format: "jsonl",
    operationId: "exportAuditLines",
    contentType: "application/jsonl; charset=utf-8",
    description:
      "A line of JSON for each entry, oldest first. The hash of an entry is the SHA-256 of the JSON array [number, at, actor, act, roomId or null, subject or null, details as pairs in the order of their names, previous], in UTF-8 without spaces.",
    write: asJsonLines,
  },
  {
    format: "csv",
    operationId: "exportAuditTable",
    contentType: "text/csv; charset=utf-8",
    description:
      "UTF-8 with byte order mark, oldest first; cells that would be formulas begin with an apostrophe.",
    write: asCsv,
  },
] as const;

/** Reading the audit log; who did is written into it as well. */
export function auditRoutes(deps: {
  readonly audit: AuditLog;
  readonly administrators: Pick<Administrators, "ensure">;
  readonly readers: LogReaders;
}): readonly Route[] {
  const { audit, administrators, readers } = deps;
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/audit",
      operationId: "readAudit",
      summary:
        "Entries of the audit log, newest first. For administrators, and with `roomId` for moderators of that room; reading is an entry too.",
      security: "session",
      problems: PROBLEMS,
      query: z.object({
        ...filter,
        before: z.coerce.number().int().positive().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
      success: {
        status: 200,
        description: "The entries; further ones with `before` set to the last number.",
        schema: z.object({ entries: z.array(auditEntrySchema) }),
      },
      async handle(input) {
        const { userId } = callerOf(input);
        const { roomId } = input.query;
        await readers.ensure(userId, roomId, "read-log");
        const entries = await audit.read(input.query);
        const details = { entries: entries.length, newest: entries[0]?.number ?? null };
        await audit.record({ actor: userId, act: "audit.read", roomId, details });
        return { entries: [...entries] };
      },
    }),
    ...EXPORTS.map(({ format, operationId, contentType, description, write }) =>
      defineRoute({
        method: "get",
        path: `/api/v1/audit/export.${format}`,
        operationId,
        summary: `The audit log as ${format === "csv" ? "a table" : "JSON lines"}, oldest first, with the filters of reading it. Exporting is an entry too.`,
        security: "session",
        problems: PROBLEMS,
        query: z.object(filter),
        success: { status: 200, description, schema: z.string(), contentType, streamed: true },
        async handle(input) {
          const { userId } = callerOf(input);
          const { roomId } = input.query;
          await readers.ensure(userId, roomId, "read-log");
          // Before the first line leaves: whoever breaks off has read it all the same.
          await audit.record({ actor: userId, act: "audit.exported", roomId, details: { format } });
          return write(audit.walk(input.query));
        },
      }),
    ),
    defineRoute({
      method: "get",
      path: "/api/v1/audit/verification",
      operationId: "verifyAudit",
      summary:
        "Recompute the chain of the audit log. With the number and hash of an entry noted down earlier, also whether it is still the same.",
      security: "session",
      problems: PROBLEMS,
      query: z.object({
        number: z.coerce.number().int().positive().optional(),
        hash: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .optional(),
      }),
      success: {
        status: 200,
        description: "What was found.",
        schema: z.object({
          intact: z.boolean(),
          /** First entry that does not fit. */
          brokenAt: z.number().int().optional(),
          /** Whether the entry noted down is still the same. */
          noted: z.boolean().optional(),
          /** To be noted down outside: a log made anew from the beginning has other hashes. */
          newest: z.object({ number: z.number().int(), hash: z.string() }).optional(),
        }),
      },
      async handle(input) {
        const { userId } = callerOf(input);
        await administrators.ensure(userId);
        const { number, hash } = input.query;
        const brokenAt = await audit.verify();
        const newest = await audit.newest();
        const noted =
          number === undefined || hash === undefined
            ? undefined
            : (await audit.entry(number))?.hash === hash;
        const intact = brokenAt === undefined && noted !== false;
        await audit.record({ actor: userId, act: "audit.verified", details: { intact } });
        return {
          intact,
          ...(brokenAt === undefined ? {} : { brokenAt }),
          ...(noted === undefined ? {} : { noted }),
          ...(newest === undefined ? {} : { newest: { number: newest.number, hash: newest.hash } }),
        };
      },
    }),
  ];
}
