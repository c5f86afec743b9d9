/**
 * Codes of guest links, made to be read out over the telephone: twelve symbols in three groups, the
 * last of which is computed from the others.
 *
 * The alphabet has 23 symbols. Of those that look alike (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V) and of
 * those that sound alike (B D P, M N) at most one is in it. 23 is a prime, which is what lets one
 * check symbol catch every single wrong symbol and every two that changed places.
 */
export const GUEST_CODE_ALPHABET = "23456789ACEFHJKNQRTVWXY";

/** Symbols of a code, the check symbol included. */
export const GUEST_CODE_LENGTH = 12;

const BASE = GUEST_CODE_ALPHABET.length;
const GROUP = 4;

/** What somebody means who reads one of the look-alikes off a bad print. */
const MEANT: Readonly<Record<string, string>> = { B: "8", G: "6", S: "5", U: "V", Z: "2" };

/** What people type between the symbols. */
const SEPARATORS = /[\s.,/_\p{Pd}]+/gu;

export type ReadGuestCode =
  | { readonly kind: "code"; readonly code: string }
  /** The check symbol does not fit: something was misheard or mistyped. */
  | { readonly kind: "mistyped" }
  | { readonly kind: "wrong-length"; readonly length: number }
  /** A symbol that no code has. */
  | { readonly kind: "wrong-symbol"; readonly symbol: string };

/** Weighted by distinct numbers below 23, so that no two places count alike. */
function checksum(values: readonly number[]): number {
  return values.reduce((sum, value, at) => (sum + value * (GUEST_CODE_LENGTH - at)) % BASE, 0);
}

/**
 * The code for eleven random values.
 * @param values each from 0 up to, not including, the length of the alphabet
 * @throws RangeError for anything else
 */
export function guestCodeOf(values: readonly number[]): string {
  const fits = values.every((value) => Number.isInteger(value) && value >= 0 && value < BASE);
  if (values.length !== GUEST_CODE_LENGTH - 1 || !fits) {
    throw new RangeError("Eleven values below the length of the alphabet are needed");
  }
  const check = (BASE - checksum(values)) % BASE;
  return [...values, check].map((value) => GUEST_CODE_ALPHABET[value]).join("");
}

/**
 * Reads what somebody typed: in whatever case, with spaces or hyphens anywhere, with look-alikes of
 * the symbols.
 */
export function readGuestCode(typed: string): ReadGuestCode {
  const symbols = Array.from(
    typed.slice(0, 200).normalize("NFKC").toUpperCase().replaceAll(SEPARATORS, ""),
    (symbol) => (Object.hasOwn(MEANT, symbol) ? (MEANT[symbol] ?? symbol) : symbol),
  );
  const wrong = symbols.find((symbol) => !GUEST_CODE_ALPHABET.includes(symbol));
  if (wrong !== undefined) return { kind: "wrong-symbol", symbol: wrong };
  if (symbols.length !== GUEST_CODE_LENGTH) return { kind: "wrong-length", length: symbols.length };
  const values = symbols.map((symbol) => GUEST_CODE_ALPHABET.indexOf(symbol));
  return checksum(values) === 0 ? { kind: "code", code: symbols.join("") } : { kind: "mistyped" };
}

/** A code in groups, as it is shown and read out. */
export function shownGuestCode(code: string): string {
  return (code.match(new RegExp(`.{1,${GROUP}}`, "gu")) ?? []).join("-");
}
