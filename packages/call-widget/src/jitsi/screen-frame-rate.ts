/**
 * Pictures a second of a shared screen, at most. Above five the library sends it in layers, and
 * without its limit of 500 kbit/s.
 */
export const SCREEN_FRAME_RATE = { min: 5, max: 20 } as const;
