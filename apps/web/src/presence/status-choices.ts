import type { ChosenState } from "@plenum/model";

/** What one may choose, in the order of the menu. */
export const STATUS_CHOICES = [
  "available",
  "busy",
  "do-not-disturb",
  "away",
] as const satisfies readonly ChosenState[];
