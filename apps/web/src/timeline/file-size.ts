const UNITS = ["B", "kB", "MB", "GB"];

/** A size in bytes for people: three figures at most. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const rounded = value < 10 && unit > 0 ? value.toFixed(1) : String(Math.round(value));
  return `${rounded} ${UNITS[unit] ?? ""}`;
}

const WIDEST = 400;
const HIGHEST = 260;

/** Box of a picture in the timeline, so that nothing moves when it arrives. CSS pixels. */
export function fitted(
  width: number | undefined,
  height: number | undefined,
): { width: number; height: number } {
  if (width === undefined || height === undefined || width <= 0 || height <= 0) {
    return { width: 320, height: 200 };
  }
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  return {
    width: Math.max(48, Math.round(width * scale)),
    height: Math.max(32, Math.round(height * scale)),
  };
}
