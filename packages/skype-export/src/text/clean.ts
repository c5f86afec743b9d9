/** Longest name that is kept, in UTF-16 units: no display name of Active Directory is longer. */
const MAX_NAME = 256;
/** RFC 3696: 64 for the local part, 255 for the domain. */
const MAX_ADDRESS = 320;

/** Controls (bidi ones too), private use, lone surrogates and whatever is drawn as nothing. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** The same in a text of several lines, where joiners and variation selectors belong to emoji. */
const UNWANTED_IN_TEXT =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\p{Cs}]/gu;

/** Most names, and most addresses: nothing in them to clean. */
const PLAIN_LABEL = /^[!-~\u00A1-\u00AC\u00AE-\u017F]+(?: [!-~\u00A1-\u00AC\u00AE-\u017F]+)*$/;
const PLAIN_ADDRESS = /^[a-z0-9._+-]+@[a-z0-9.-]+$/;

/** A name on one line, composed, without controls; may be empty. */
export function cleanLabel(raw: string): string {
  if (raw.length <= MAX_NAME && PLAIN_LABEL.test(raw)) return detached(raw);
  const label = raw
    .slice(0, MAX_NAME * 4)
    .normalize("NFC")
    .replaceAll(/[\p{Zs}\p{Zl}\p{Zp}\t\r\n]+/gu, " ")
    .replaceAll(INVISIBLE, "")
    .trim()
    .slice(0, MAX_NAME);
  return detached(label);
}

/** A text of several lines without anything that steers a reader; HTML in it stays text. */
export function cleanParagraphs(raw: string): string {
  return raw
    .replaceAll(/\r\n|[\r\u0085\u2028\u2029]/gu, "\n")
    .replaceAll(UNWANTED_IN_TEXT, "")
    .normalize("NFC");
}

/**
 * A SIP address as records have it: without `sip:`, in lower case, composed. Odd characters that SIP
 * allows (`/`, `'`, `+`) stay: what becomes of them is for the rules to say.
 * @returns undefined for whatever is none: no `@`, spaces, controls, too long
 */
export function sipAddress(raw: string): string | undefined {
  if (raw.length <= MAX_ADDRESS && PLAIN_ADDRESS.test(raw)) return detached(raw);
  const address = raw
    .trim()
    .replace(/^sips?:/i, "")
    .replace(/;.*$/s, "")
    .normalize("NFC")
    .toLowerCase();
  if (address.length > MAX_ADDRESS || address.search(INVISIBLE) >= 0) return undefined;
  return /^[^\s@<>"]+@[^\s@<>"/\\?#]+$/.test(address) ? detached(address) : undefined;
}

/**
 * The same text in memory of its own. V8 keeps a piece of a string as a view of the whole, so an address
 * that somebody holds would hold the chunk of the file that it stood in.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}
