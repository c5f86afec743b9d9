import { z } from "zod";

/** From the highest; each may do whatever the ones after it may. */
export const conferenceRoleSchema = z.enum([
  "moderator",
  "presenter",
  "participant",
  "guest",
  "listener",
]);
export type ConferenceRole = z.infer<typeof conferenceRoleSchema>;

export const MODERATOR_POWER = 100;
export const PRESENTER_POWER = 50;
/** Of somebody who hears and sees, and is neither heard nor seen. */
export const LISTENER_POWER = -10;

/**
 * What somebody is in a conference, from the Matrix room alone: the power level decides,
 * and a guest account is a guest until the room raises it. Below zero one listens.
 * @param powerLevel the user's power level in the room; `Infinity` for a version 12 creator
 */
export function roleOf(powerLevel: number, isGuest: boolean): ConferenceRole {
  if (powerLevel >= MODERATOR_POWER) return "moderator";
  if (powerLevel >= PRESENTER_POWER) return "presenter";
  if (powerLevel < 0) return "listener";
  return isGuest ? "guest" : "participant";
}

/** Place of a role from the top, 0 for moderators. */
export function rankOf(role: ConferenceRole): number {
  return conferenceRoleSchema.options.indexOf(role);
}
