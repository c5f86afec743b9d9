import { z } from "zod";

/** Profile field in which people say how they want to be seen (MSC4133). */
export const STATUS_FIELD = "chat.plenum.status";

/** What somebody chooses instead of what Plenum finds out by itself. */
export const chosenStateSchema = z.enum(["available", "busy", "away", "do-not-disturb"]);
export type ChosenState = z.infer<typeof chosenStateSchema>;

const time = z.number().int().min(0).max(8.64e15);
const sentence = z.string().max(500);

/**
 * Content of the profile field: how a person wants to be seen, on all devices. Every time is in
 * milliseconds since the epoch. What has run out simply no longer counts: nobody has to clear it.
 */
export const statusSchema = z.object({
  chosen: z
    .object({ state: chosenStateSchema, until: time.optional(), text: sentence.optional() })
    .optional()
    .catch(undefined),
  out_of_office: z
    .object({ from: time.optional(), until: time, text: sentence.default("") })
    .optional()
    .catch(undefined),
  /** In a call; renewed while it lasts, so that a device that died does not stay in it. */
  call: z.object({ until: time }).optional().catch(undefined),
});
export type Status = z.infer<typeof statusSchema>;

export const NO_STATUS: Status = {};

/** Reads the field as another client may have written it; what is unreadable counts as not set. */
export function readStatus(value: unknown): Status {
  return statusSchema.safeParse(value).data ?? NO_STATUS;
}

/** The status without what has run out. @param now milliseconds, by the server's clock */
export function currentStatus(status: Status, now: number): Status {
  const { chosen, out_of_office: absence, call } = status;
  return {
    ...(chosen && (chosen.until === undefined || now < chosen.until) ? { chosen } : {}),
    ...(absence && now < absence.until ? { out_of_office: absence } : {}),
    ...(call && now < call.until ? { call } : {}),
  };
}

/** Whether notifications keep quiet for this person now. */
export function isSilenced(status: Status, now: number): boolean {
  return currentStatus(status, now).chosen?.state === "do-not-disturb";
}
