/** A length of time as people read it off a clock: `0:07`, `12:30`, `1:02:03`. @param ms not below 0 */
export function clockTime(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000);
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours === 0
    ? `${minutes}:${rest}`
    : `${hours}:${String(minutes).padStart(2, "0")}:${rest}`;
}

/** Milliseconds before the end of a speech from which on it is told how many are left. */
const SOON = 30_000;

/** How far a speech is. @param limit seconds, 0 for none */
export function stageOf(elapsed: number, limit: number): "free" | "soon" | "over" {
  const left = limit * 1_000 - elapsed;
  if (limit === 0 || left > SOON) return "free";
  return left > 0 ? "soon" : "over";
}

/**
 * How long a speech stays at the stage that it is at.
 * @param elapsed milliseconds
 * @param limit seconds, 0 for none
 * @returns milliseconds; undefined where nothing more will change
 */
export function msToNextStage(elapsed: number, limit: number): number | undefined {
  const left = limit * 1_000 - elapsed;
  if (limit === 0 || left <= 0) return undefined;
  return left > SOON ? left - SOON : left;
}
