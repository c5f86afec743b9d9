import type { GuestLink } from "@plenum/model";

export type LinkState = "open" | "not-yet" | "expired" | "used-up" | "revoked";

/** Whether guests can enter by a link now, and if not, why. @param now ms since the epoch */
export function linkState(
  link: Pick<GuestLink, "revoked" | "uses" | "maxUses" | "expiresAt" | "notBefore">,
  now: number,
): LinkState {
  if (link.revoked) return "revoked";
  if (Date.parse(link.expiresAt) <= now) return "expired";
  if (link.uses >= link.maxUses) return "used-up";
  if (link.notBefore !== undefined && Date.parse(link.notBefore) > now) return "not-yet";
  return "open";
}

/** A number of uses as somebody typed it; undefined where it is none that a link can have. */
export function usesOf(typed: string): number | undefined {
  const uses = typed.trim() === "" ? Number.NaN : Number(typed);
  return Number.isInteger(uses) && uses >= 1 && uses <= 1000 ? uses : undefined;
}

/** Whether a link can have this password. */
export function isPassword(typed: string): boolean {
  return typed.trim().length >= 4 && typed.length <= 128;
}

/** Choices of how long a link is valid, in hours. */
export const VALID_HOURS = [2, 8, 24, 168, 720] as const;
