import { cut } from "./guards.ts";

/**
 * Characters that turn the direction of whatever follows them, and control characters other than
 * line end and tab. In a line of somebody else's text they could reverse what stands beside it.
 */
const HARMFUL =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** Several lines written by somebody else, fit to stand among ours. */
export function cleanText(value: string, maxLength = 70_000): string {
  return cut(value, maxLength)
    .replaceAll("\r\n", "\n")
    .replaceAll(HARMFUL, "")
    .replaceAll(/(\p{M}{4})\p{M}+/gu, "$1")
    .trim();
}
