import { z } from "zod";
import { LISTENER_POWER, MODERATOR_POWER, PRESENTER_POWER } from "../roles/roles.ts";

/** Rights that a guest link can carry; `guest` are those of a participant. */
export const guestLinkRoleSchema = z.enum(["moderator", "presenter", "guest", "listener"]);
export type GuestLinkRole = z.infer<typeof guestLinkRoleSchema>;

export interface GuestLinkFacts {
  readonly notBefore?: Date | undefined;
  readonly expiresAt: Date;
  readonly maxUses: number;
  readonly uses: number;
  readonly revoked: boolean;
}

export type GuestLinkVerdict =
  | "open"
  | "guest-link-revoked"
  | "guest-link-expired"
  | "guest-link-not-yet"
  | "guest-link-used-up";

/**
 * May somebody enter through the link now? What cannot change any more is told first:
 * revoked, then expired, then too early, then used up.
 */
export function judgeGuestLink(link: GuestLinkFacts, now: Date): GuestLinkVerdict {
  if (link.revoked) return "guest-link-revoked";
  if (now >= link.expiresAt) return "guest-link-expired";
  if (link.notBefore !== undefined && now < link.notBefore) return "guest-link-not-yet";
  if (link.uses >= link.maxUses) return "guest-link-used-up";
  return "open";
}

/** Power level in the room that a role of a guest link stands for. */
export function powerOfGuestRole(role: GuestLinkRole): number {
  if (role === "moderator") return MODERATOR_POWER;
  if (role === "presenter") return PRESENTER_POWER;
  return role === "listener" ? LISTENER_POWER : 0;
}

/** A link never carries more than its maker has: moderators make links, for their own level at most. */
export function mayCreateGuestLink(makersPower: number, role: GuestLinkRole): boolean {
  return makersPower >= MODERATOR_POWER && powerOfGuestRole(role) <= makersPower;
}

/**
 * When a guest's account ends: with the link, and a day after entering at the latest.
 * @param now when the guest entered
 */
export function guestStayEnds(linkExpiresAt: Date, now: Date): Date {
  const day = 24 * 60 * 60 * 1000;
  return new Date(Math.min(linkExpiresAt.getTime(), now.getTime() + day));
}
