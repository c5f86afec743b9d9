import { z } from "zod";

/** Licences that may go into what an administration installs. */
const ALLOWED = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "MPL-2.0",
  "OFL-1.1",
  "PostgreSQL",
  "PSF-2.0",
  "Python-2.0",
  "Unlicense",
  "WTFPL",
  "Zlib",
]);

/** Packages that name their licence in a file instead of a field; looked at by a person. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  "@jitsi/logger": "Apache-2.0",
  "binary-search-tree": "MIT",
  "current-executing-script": "MIT",
  async: "MIT",
  nedb: "MIT",
  underscore: "MIT",
};

/** Spellings that are not SPDX. */
const SPELLINGS: Readonly<Record<string, string>> = { "MPL 2.0": "MPL-2.0" };

/**
 * True if one may use something under a licence expression, e.g. `(MIT OR GPL-3.0)`.
 * `OR` leaves the choice, `AND` wants both; `WITH` exceptions only give more rights.
 */
export function isAllowed(expression: string): boolean {
  const text = expression.trim();
  const inner = outerParentheses(text);
  if (inner !== undefined) return isAllowed(inner);
  for (const [word, combine] of [
    [" OR ", (parts: string[]) => parts.some(isAllowed)],
    [" AND ", (parts: string[]) => parts.every(isAllowed)],
  ] as const) {
    const parts = splitOutside(text, word);
    if (parts.length > 1) return combine(parts);
  }
  const name = text.split(" WITH ")[0] ?? "";
  return ALLOWED.has(SPELLINGS[name] ?? name);
}

/** The text between parentheses that enclose all of it. */
function outerParentheses(text: string): string | undefined {
  if (!text.startsWith("(") || !text.endsWith(")")) return undefined;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "(") depth += 1;
    if (text[index] === ")") depth -= 1;
    if (depth === 0 && index < text.length - 1) return undefined;
  }
  return text.slice(1, -1);
}

function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === "(") depth += 1;
    if (text[index] === ")") depth -= 1;
    if (depth === 0 && text.startsWith(separator, index)) {
      parts.push(text.slice(start, index));
      start = index + separator.length;
    }
  }
  return [...parts, text.slice(start)];
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

export interface LicenceProblem {
  readonly name: string;
  readonly licence: string;
}

/** Packages of the lock file that run in production and whose licence is not on the list. */
export function licenceProblems(lock: unknown): {
  readonly checked: number;
  readonly problems: LicenceProblem[];
} {
  const packages = Object.entries(lockSchema.parse(lock).packages).filter(
    ([path, entry]) => path.startsWith("node_modules/") && !entry.dev && !entry.link,
  );
  const problems: LicenceProblem[] = [];
  for (const [path, entry] of packages) {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const licence = READ_BY_HAND[name] ?? entry.license ?? "";
    if (isAllowed(licence)) continue;
    problems.push({ name: `${name}@${entry.version ?? "?"}`, licence: licence || "unknown" });
  }
  return { checked: packages.length, problems };
}
