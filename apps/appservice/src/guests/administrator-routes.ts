import { guestCountSchema, guestsNowSchema } from "@plenum/model";
import { z } from "zod";
import type { Administrators } from "../administration/administrators.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { GuestPresenceStore } from "./presence-store.ts";

interface AdministratorDependencies {
  readonly presence: GuestPresenceStore;
  readonly administrators: Administrators;
}

/** Who is a guest now, and how many there were, for administrators. */
export function guestAdministratorRoutes(deps: AdministratorDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/guests",
      operationId: "listGuestsNow",
      summary: "Guests who are inside or wait now, in all rooms, newest first.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
      success: { status: 200, description: "The guests.", schema: guestsNowSchema },
      async handle(input) {
        await deps.administrators.ensure(callerOf(input).userId);
        return { guests: await deps.presence.now(input.query.limit) };
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
