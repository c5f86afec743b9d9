import { agencySettingsAnswerSchema, changeAgencySettingsSchema } from "@plenum/model";
import type { Administrators } from "../administration/administrators.ts";
import { callerOf, defineRoute, type Route } from "../http/route.ts";
import type { AgencySettingsStore } from "./settings.ts";

/** What the agency settles for everybody, for administrators. */
export function agencyRoutes(deps: {
  readonly agency: AgencySettingsStore;
  readonly administrators: Administrators;
}): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/agency",
      operationId: "getAgencySettings",
      summary: "What the agency has settled for everybody. For administrators.",
      security: "session",
      problems: ["forbidden", "homeserver-unavailable"],
      success: { status: 200, description: "Settings.", schema: agencySettingsAnswerSchema },
      async handle(input) {
        await deps.administrators.ensure(callerOf(input).userId);
        return deps.agency.current();
      },
    }),
    defineRoute({
      method: "put",
      path: "/api/v1/agency",
      operationId: "changeAgencySettings",
      summary:
        "Settle something for everybody. For administrators. `conflict`: somebody else has changed it since.",
      security: "session",
      problems: ["forbidden", "conflict", "homeserver-unavailable"],
      body: changeAgencySettingsSchema,
      success: { status: 200, description: "Settings.", schema: agencySettingsAnswerSchema },
      async handle(input) {
        const { userId } = callerOf(input);
        await deps.administrators.ensure(userId);
        const { version, ...settings } = input.body;
        return deps.agency.change(userId, version, settings);
      },
    }),
  ];
}
