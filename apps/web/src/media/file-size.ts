const UNITS = ["B", "kB", "MB", "GB"];

/**
 * A size in bytes for people: three figures at most.
 * @param language for the decimal sign
 */
export function sizeText(bytes: number, language: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${value.toLocaleString(language, format)} ${UNITS[unit] ?? ""}`;
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

/** How far the claimed shape of a picture may be from its real one before it counts as a lie. */
const TOLERANCE = 0.03;

/**
 * Box of a picture once it is there. What the sender claimed holds where it is true; otherwise the
 * picture keeps its own shape, and is never shown larger than it was said to be.
 * @param claimed pixels of the whole picture, as the sender says
 * @param measured pixels of what was loaded, the picture or a smaller copy of it
 */
export function measuredBox(
  claimed: { readonly width: number | undefined; readonly height: number | undefined },
  measured: { readonly width: number; readonly height: number },
): { width: number; height: number } {
  const { width, height } = claimed;
  if (measured.width <= 0 || measured.height <= 0) return fitted(width, height);
  if (width === undefined || height === undefined) return fitted(measured.width, measured.height);
  const shape = measured.width / measured.height;
  if (Math.abs(width / height / shape - 1) <= TOLERANCE) return fitted(width, height);
  const scale = Math.min(width / measured.width, height / measured.height, 1);
  return fitted(measured.width * scale, measured.height * scale);
}
