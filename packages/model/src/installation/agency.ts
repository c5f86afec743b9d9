import { z } from "zod";

/**
 * What an agency may switch off for everybody, mostly because its staff council asks for it. What
 * is off is neither shown nor sent. A name that is left out is on.
 */
export const agencySwitchesSchema = z.object({
  /** Whether colleagues see if somebody is there, busy or away. */
  presence: z.boolean().default(true),
  /** Whether others see how far somebody has read. */
  readReceipts: z.boolean().default(true),
  typing: z.boolean().default(true),
  /** Whether colleagues see since when somebody has been away. */
  lastSeen: z.boolean().default(true),
  /** Whether the server fetches web pages that people link to, for a preview. */
  linkPreviews: z.boolean().default(true),
});
export type AgencySwitches = z.infer<typeof agencySwitchesSchema>;
export type AgencySwitch = keyof AgencySwitches;

/** All switches in the order in which they are named to people. */
export const AGENCY_SWITCHES = Object.keys(agencySwitchesSchema.shape) as readonly AgencySwitch[];

/** Everything is on: what holds as long as nobody has said otherwise. */
export const ALL_ON: AgencySwitches = agencySwitchesSchema.parse({});

/** The name, language and switches of an agency. */
export const agencySchema = z.object({
  name: z.string(),
  defaultLanguage: z.enum(["de", "en"]),
  switches: agencySwitchesSchema.prefault({}),
});
