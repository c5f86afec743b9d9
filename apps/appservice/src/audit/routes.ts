import { auditEntrySchema } from "@plenum/model";
import { z } from "zod";
import type { Administrators } from "../administration/administrators.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { AuditLog } from "./audit-log.ts";

/** Reading the audit log; who did is written into it as well. */
export function auditRoutes(deps: {
  readonly audit: AuditLog;
  readonly administrators: Administrators;
}): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/audit",
      operationId: "readAudit",
      summary:
        "Entries of the audit log, newest first. For administrators; reading is an entry too.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      query: z.object({
        roomId: z.string().max(255).optional(),
        actor: z.string().max(255).optional(),
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
        await deps.administrators.ensure(userId);
        const entries = await deps.audit.read(input.query);
        await deps.audit.record({
          actor: userId,
          act: "audit.read",
          roomId: input.query.roomId,
          details: { entries: entries.length, newest: entries[0]?.number ?? null },
        });
        return { entries: [...entries] };
      },
    }),
  ];
}
