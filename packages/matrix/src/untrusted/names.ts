import { cut } from "./guards.ts";

/**
 * Characters that change the direction of what follows, or that nobody sees: with them a name can
 * pretend to be another, or turn the line around it upside down. Zero-width joiner (200D) stays:
 * emoji and several scripts need it.
 */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\u{E0001}/gu;

const LONGEST_NAME = 100;

/** A name written by somebody else, fit to stand in a line of ours; empty if nothing is left. */
export function cleanName(name: unknown, maxLength = LONGEST_NAME): string {
  if (typeof name !== "string") return "";
  // Cut twice: a megabyte must not go through the expressions.
  const visible = cut(name, maxLength * 4)
    .replaceAll(/\s+/gu, " ")
    .replaceAll(INVISIBLE, "")
    .replaceAll(/ +/g, " ")
    .trim();
  // More than two marks on one letter climb over the lines above and below.
  return cut(visible.replaceAll(/(\p{M}{2})\p{M}+/gu, "$1"), maxLength);
}

/** The part of a user id that can stand for a missing name. */
export function localpartOf(userId: string): string {
  const colon = userId.indexOf(":");
  return cleanName(userId.slice(userId.startsWith("@") ? 1 : 0, colon < 0 ? undefined : colon));
}

/** The server of a user id: everything after the first colon. */
export function serverOf(userId: string): string {
  const colon = userId.indexOf(":");
  return colon < 0 ? "" : userId.slice(colon + 1);
}
