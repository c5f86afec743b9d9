import { z } from "zod";

export const conferenceRoleSchema = z.enum(["moderator", "presenter", "participant", "guest"]);
export type ConferenceRole = z.infer<typeof conferenceRoleSchema>;

export const MODERATOR_POWER = 100;
export const PRESENTER_POWER = 50;

/**
 * What somebody is in a conference, from the Matrix room alone: the power level decides,
 * and a guest account is a guest until the room raises it.
 * @param powerLevel the user's power level in the room; `Infinity` for a version 12 creator
 */
export function roleOf(powerLevel: number, isGuest: boolean): ConferenceRole {
  if (powerLevel >= MODERATOR_POWER) return "moderator";
  if (powerLevel >= PRESENTER_POWER) return "presenter";
  return isGuest ? "guest" : "participant";
}
