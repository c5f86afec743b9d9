/** A text and what is chosen in it, in UTF-16 units. */
export interface Selection {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type Format = "bold" | "italic" | "strike" | "code" | "link" | "quote" | "list" | "numbers";

const WRAPS = { bold: "**", italic: "*", strike: "~~" } as const;
/** What a new link's address is until one writes it. */
const ADDRESS = "https://";

/** The text after a format was switched on or off for what is chosen. */
export function applyFormat(format: Format, selection: Selection): Selection {
  switch (format) {
    case "bold":
    case "italic":
    case "strike":
      return toggleWrap(selection, WRAPS[format]);
    case "code":
      return toggleCode(selection);
    case "link":
      return link(selection);
    case "quote":
      return toggleLines(selection, /^> ?/, () => "> ");
    case "list":
      return toggleLines(selection, /^[-*+] /, () => "- ");
    case "numbers":
      return toggleLines(selection, /^\d+[.)] /, (index) => `${index + 1}. `);
    default:
      return format satisfies never;
  }
}

/**
 * The format that a key means, if it means one: Ctrl (or ⌘) with a letter.
 * @param chosen whether something is chosen; Ctrl+K makes a link of it, else it leads elsewhere
 */
export function formatOfKey(
  event: {
    readonly key: string;
    readonly ctrlKey: boolean;
    readonly metaKey: boolean;
    readonly shiftKey: boolean;
    readonly altKey: boolean;
  },
  chosen: boolean,
): Format | undefined {
  if (event.ctrlKey === event.metaKey || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (event.shiftKey) return key === "x" ? "strike" : undefined;
  if (key === "k") return chosen ? "link" : undefined;
  const formats: Readonly<Record<string, Format>> = { b: "bold", i: "italic", e: "code" };
  return Object.hasOwn(formats, key) ? formats[key] : undefined;
}

function toggleWrap({ text, start, end }: Selection, marker: string): Selection {
  const { length } = marker;
  const chosen = text.slice(start, end);
  const around = text.slice(0, start).endsWith(marker) && text.slice(end).startsWith(marker);
  // One star beside another is a part of bold, not of italic.
  const wider =
    marker === "*" && (text.slice(0, start).endsWith("**") || text.slice(end).startsWith("**"));
  if (around && !wider) {
    return {
      text: text.slice(0, start - length) + chosen + text.slice(end + length),
      start: start - length,
      end: end - length,
    };
  }
  // Markup next to a space means nothing: the spaces stay outside.
  const before = chosen.length - chosen.trimStart().length;
  const inner = chosen.trim();
  const after = inner === "" ? 0 : chosen.length - before - inner.length;
  const from = inner === "" ? start : start + before;
  const to = inner === "" ? end : end - after;
  return {
    text: text.slice(0, from) + marker + text.slice(from, to) + marker + text.slice(to),
    start: from + length,
    end: to + length,
  };
}

function toggleCode(selection: Selection): Selection {
  const { text, start, end } = selection;
  if (!text.slice(start, end).includes("\n")) return toggleWrap(selection, "`");
  const before = start === 0 || text[start - 1] === "\n" ? "" : "\n";
  const after = end === text.length || text[end] === "\n" ? "" : "\n";
  const chosen = text.slice(start, end);
  const opened = `${before}\`\`\`\n`;
  return {
    text: `${text.slice(0, start)}${opened}${chosen}\n\`\`\`${after}${text.slice(end)}`,
    start: start + opened.length,
    end: end + opened.length,
  };
}

function link({ text, start, end }: Selection): Selection {
  const chosen = text.slice(start, end);
  if (/^https?:\/\/\S+$/.test(chosen)) {
    return {
      text: `${text.slice(0, start)}[](${chosen})${text.slice(end)}`,
      start: start + 1,
      end: start + 1,
    };
  }
  const from = start + chosen.length + 3;
  return {
    text: `${text.slice(0, start)}[${chosen}](${ADDRESS})${text.slice(end)}`,
    start: chosen === "" ? start + 1 : from,
    end: chosen === "" ? start + 1 : from + ADDRESS.length,
  };
}

function toggleLines(
  { text, start, end }: Selection,
  has: RegExp,
  prefix: (index: number) => string,
): Selection {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", Math.max(start, end - 1));
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const all = lines.every((line) => has.test(line));
  const changed = lines
    .map((line, index) => (all ? line.replace(has, "") : prefix(index) + line.replace(has, "")))
    .join("\n");
  const grown = changed.length - (to - from);
  return {
    text: text.slice(0, from) + changed + text.slice(to),
    start: lines.length === 1 ? Math.max(from, start + grown) : from,
    end: Math.max(from, lines.length === 1 ? end + grown : to + grown),
  };
}

const ENTRY = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))( +)(?:\[[ xX]\] )?/;
const QUOTE = /^(?:> ?)+/;

/**
 * A new line that goes on with the list or quotation that the caret stands in; an entry left
 * empty ends it.
 * @returns undefined where there is nothing to go on with
 */
export function continueLine({ text, start, end }: Selection): Selection | undefined {
  if (start !== end) return undefined;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.slice(from, start);
  const entry = ENTRY.exec(line);
  const prefix = entry?.[0] ?? QUOTE.exec(line)?.[0];
  if (prefix === undefined) return undefined;
  if (line.trim() === prefix.trim()) {
    const next = text.indexOf("\n", start);
    const rest = text.slice(start, next < 0 ? text.length : next);
    if (rest.trim() !== "") return undefined;
    return { text: text.slice(0, from) + text.slice(start), start: from, end: from };
  }
  const [, indent = "", bullet, number, dot = "", space = " "] = entry ?? [];
  const box = entry !== null && /\[[ xX]\] $/.test(prefix) ? "[ ] " : "";
  const marker =
    entry === null ? prefix : `${indent}${bullet ?? `${Number(number) + 1}${dot}`}${space}${box}`;
  const at = start + 1 + marker.length;
  return { text: `${text.slice(0, start)}\n${marker}${text.slice(start)}`, start: at, end: at };
}

/** The one stretch in which two texts differ, so that the browser can undo the change. */
export function differenceOf(
  before: string,
  after: string,
): { readonly from: number; readonly to: number; readonly insert: string } {
  const shortest = Math.min(before.length, after.length);
  let from = 0;
  while (from < shortest && before[from] === after[from]) from += 1;
  let same = 0;
  while (
    same < shortest - from &&
    before[before.length - 1 - same] === after[after.length - 1 - same]
  ) {
    same += 1;
  }
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}
