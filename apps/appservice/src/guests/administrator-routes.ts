import {
  adminGuestLinkFilterSchema,
  adminGuestLinkListSchema,
  guestCountSchema,
  guestsNowSchema,
} from "@plenum/model";
import { z } from "zod";
import type { Administrators } from "../administration/administrators.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { GuestLinkRegister } from "./link-register.ts";
import type { GuestPresenceStore } from "./presence-store.ts";

interface AdministratorDependencies {
  readonly presence: GuestPresenceStore;
  readonly register: GuestLinkRegister;
  readonly administrators: Administrators;
  readonly audit: Pick<AuditLog, "record">;
}

/**
 * Who is a guest now, how many there were, and by which links they come, for administrators. That
 * somebody read names or links is in the audit log.
 */
export function guestAdministratorRoutes(deps: AdministratorDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/guests",
      operationId: "listGuestsNow",
      summary:
        "Guests who are inside or wait now, in all rooms, newest first. Reading is an entry of the audit log.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
      success: { status: 200, description: "The guests.", schema: guestsNowSchema },
      async handle(input) {
        const { userId: actor } = callerOf(input);
        await deps.administrators.ensure(actor);
        const guests = await deps.presence.now(input.query.limit);
        await deps.audit.record({ actor, act: "guest.read", details: { guests: guests.length } });
        return { guests };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/admin/guest-links",
      operationId: "listAllGuestLinks",
      summary:
        "Guest links of all rooms, newest first, without address and code. Reading is an entry of the audit log.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      query: z.object({
        search: z.string().trim().max(200).default(""),
        state: adminGuestLinkFilterSchema.default("current"),
        before: z.string().max(400).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      success: { status: 200, description: "The links.", schema: adminGuestLinkListSchema },
      async handle(input) {
        const { userId: actor } = callerOf(input);
        await deps.administrators.ensure(actor);
        const { search, state, before, limit } = input.query;
        const page = await deps.register.list({ search, state, before, limit });
        const details = { links: page.links.length };
        await deps.audit.record({ actor, act: "guest-link.read", details });
        return page;
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/guests/count",
      operationId: "countGuests",
      summary: "How many guests came on each of the last days (UTC), newest first. No names.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
      success: { status: 200, description: "Numbers by day.", schema: guestCountSchema },
      async handle(input) {
        await deps.administrators.ensure(callerOf(input).userId);
        return { days: await deps.presence.countByDay(input.query.days) };
      },
    }),
  ];
}
