/** People who may have the floor at once. */
export const MAX_FLOOR = 50;

/** Milliseconds after which a hand that nobody lowered belongs to a meeting that is over. */
export const HAND_LIFETIME = 4 * 60 * 60_000;
