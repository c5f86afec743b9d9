import {
  conferenceTemplateSchema,
  putTemplateRequestSchema,
  templateIdSchema,
  templateListSchema,
} from "@plenum/model";
import type { Pool } from "pg";
import { z } from "zod";
import type { Administrators } from "../../administration/administrators.ts";
import type { AuditLog } from "../../audit/audit-log.ts";
import { inTransaction } from "../../database/database.ts";
import { ApiProblem } from "../../http/api-problem.ts";
import { callerOf, defineRoute, type Route } from "../../http/route.ts";
import type { TemplateStore } from "./template-store.ts";

/** Templates of conference rooms: read by everybody, changed by administrators. */
export function templateRoutes(deps: {
  readonly pool: Pool;
  readonly templates: TemplateStore;
  readonly administrators: Administrators;
  readonly audit: AuditLog;
}): readonly Route[] {
  const { pool, templates, administrators, audit } = deps;
  const params = z.object({ id: templateIdSchema });
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/templates",
      operationId: "listTemplates",
      summary:
        "Templates from which conference rooms are made: first one for each kind. With `all` those that are not offered any more, too.",
      security: "session",
      scope: "templates:read",
      problems: [],
      query: z.object({ all: z.enum(["true", "false"]).default("false") }),
      success: { status: 200, description: "The templates.", schema: templateListSchema },
      async handle(input) {
        return { templates: [...(await templates.list(input.query.all === "true"))] };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/templates/{id}",
      operationId: "getTemplate",
      summary: "One template.",
      security: "session",
      scope: "templates:read",
      problems: ["not-found"],
      params,
      success: { status: 200, description: "The template.", schema: conferenceTemplateSchema },
      async handle(input) {
        const template = await templates.find(input.params.id);
        if (template === undefined) throw new ApiProblem("not-found");
        return template;
      },
    }),
    defineRoute({
      method: "put",
      path: "/api/v1/templates/{id}",
      operationId: "putTemplate",
      summary:
        "Change a template, make a new one (`version` 0), or put one of the agency's own away. For administrators. Rooms that are there already stay as they are.",
      security: "session",
      problems: ["forbidden", "conflict", "homeserver-unavailable"],
      params,
      body: putTemplateRequestSchema,
      success: { status: 200, description: "The template.", schema: conferenceTemplateSchema },
      async handle(input) {
        const { userId } = callerOf(input);
        await administrators.ensure(userId);
        const { id } = input.params;
        return inTransaction(pool, async (client) => {
          const template = await templates.put(id, input.body, userId, client);
          const details = { version: template.version, away: template.away };
          await audit.record(
            { actor: userId, act: "template.changed", subject: id, details },
            client,
          );
          return template;
        });
      },
    }),
    defineRoute({
      method: "delete",
      path: "/api/v1/templates/{id}",
      operationId: "removeTemplate",
      summary:
        "Remove a template of the agency's own, or take back changes of one that comes with Plenum. For administrators. One from which open rooms are made is not removed; put it away.",
      security: "session",
      problems: ["forbidden", "not-found", "conflict", "homeserver-unavailable"],
      params,
      success: { status: 204, description: "It is gone." },
      async handle(input) {
        const { userId } = callerOf(input);
        await administrators.ensure(userId);
        const { id } = input.params;
        await inTransaction(pool, async (client) => {
          if (!(await templates.remove(id, client))) throw new ApiProblem("not-found");
          await audit.record({ actor: userId, act: "template.removed", subject: id }, client);
        });
        return undefined;
      },
    }),
  ];
}
