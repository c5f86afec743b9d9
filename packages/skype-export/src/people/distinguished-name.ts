/** One part of a distinguished name, `OU=Finanzen`. */
export interface NamePart {
  /** In upper case. */
  readonly type: string;
  readonly value: string;
}

/**
 * Parts of a distinguished name, beginning with the object itself. Escapes are resolved; what is no
 * part is left out.
 * @see https://www.rfc-editor.org/rfc/rfc4514
 */
export function nameParts(distinguishedName: string): readonly NamePart[] {
  const parts: NamePart[] = [];
  for (const part of splitOutsideEscapes(distinguishedName.slice(0, 4000), ",")) {
    const equals = part.indexOf("=");
    if (equals < 1) continue;
    const value = part.slice(equals + 1).trim();
    parts.push({ type: part.slice(0, equals).trim().toUpperCase(), value: unescape(value) });
  }
  return parts;
}

/** Organisational units, the innermost first. */
export function unitsOf(distinguishedName: string): readonly string[] {
  return nameParts(distinguishedName)
    .filter(({ type }) => type === "OU")
    .map(({ value }) => value);
}

/** Name of the object itself: `GG-Finanzen`. */
export function commonName(distinguishedName: string): string | undefined {
  return nameParts(distinguishedName).find(({ type }) => type === "CN")?.value;
}

/** Several distinguished names in one cell, joined with `;` or `|`. */
export function severalNames(cell: string): readonly string[] {
  return splitOutsideEscapes(cell, ";|")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function splitOutsideEscapes(text: string, separators: "," | ";|"): string[] {
  if (!text.includes("\\")) return text.split(separators.length === 1 ? separators : /[;|]/);
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (separators.includes(text[at] ?? "")) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

function unescape(value: string): string {
  if (!value.includes("\\")) return value;
  const bytes = value.replaceAll(/(?:\\[0-9a-fA-F]{2})+/g, (run) =>
    Buffer.from(run.replaceAll("\\", ""), "hex").toString("utf8"),
  );
  return bytes.replaceAll(/\\(.)/gu, "$1");
}
