import { z } from "zod";
import { AGENCY_SWITCHES, agencySwitchesSchema, type AgencySwitches } from "./agency.ts";

/**
 * What an agency settles in the client, without touching the machine. Switches of the configuration
 * file stand above it: what is off there the homeserver does not do, so it cannot be on here.
 */
export const agencySettingsSchema = z.object({
  /** Switched off here although the installation could do it. */
  off: z
    .array(z.enum(AGENCY_SWITCHES as [keyof AgencySwitches, ...(keyof AgencySwitches)[]]))
    .max(20)
    .default([]),
  /** Whether moderators may keep a list of who was in a call. Off until the agency allows it. */
  attendance: z
    .object({
      allowed: z.boolean().default(false),
      /** Days after which it is deleted. */
      keepDays: z.number().int().min(1).max(3650).default(90),
    })
    .prefault({}),
  /** Address that is told of each report, without what it says; absent: nobody is written to. */
  reportMail: z.email().max(254).exactOptional(),
});
export type AgencySettings = z.infer<typeof agencySettingsSchema>;

/** `GET /api/v1/agency`: the settings, what the installation allows at all, and their version. */
export const agencySettingsAnswerSchema = agencySettingsSchema.extend({
  /** What the configuration file leaves on. */
  possible: agencySwitchesSchema,
  /** Whether the installation has a mail server to send by. */
  sendsMail: z.boolean(),
  /** Grows with every change; a change names the one it was made on. */
  version: z.number().int(),
});
export type AgencySettingsAnswer = z.infer<typeof agencySettingsAnswerSchema>;

/** `PUT /api/v1/agency`. */
export const changeAgencySettingsSchema = agencySettingsSchema.extend({
  version: z.number().int(),
});
export type ChangeAgencySettings = z.input<typeof changeAgencySettingsSchema>;

/** What holds: on only where both the installation and the agency leave it on. */
export function effectiveSwitches(
  possible: AgencySwitches,
  settings: Pick<AgencySettings, "off">,
): AgencySwitches {
  const off = new Set<string>(settings.off);
  return agencySwitchesSchema.parse(
    Object.fromEntries(AGENCY_SWITCHES.map((name) => [name, possible[name] && !off.has(name)])),
  );
}
