import type { SearchKind } from "@plenum/matrix";

/** What was typed, taken apart: `von:anna in:Haushalt nach:2026-01-01 Entwurf`. */
export interface TypedQuery {
  /** The words themselves. */
  readonly text: string;
  /** Names or ids as they were typed. */
  readonly from: readonly string[];
  readonly rooms: readonly string[];
  readonly kinds: readonly SearchKind[];
  /** Milliseconds since the epoch, inclusive. */
  readonly after?: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly before?: number;
}

type Filter = "from" | "rooms" | "kinds" | "after" | "before" | "until";

const FILTERS: ReadonlyMap<string, Filter> = new Map([
  ["von", "from"],
  ["from", "from"],
  ["in", "rooms"],
  ["raum", "rooms"],
  ["room", "rooms"],
  ["art", "kinds"],
  ["kind", "kinds"],
  ["type", "kinds"],
  ["nach", "after"],
  ["ab", "after"],
  ["seit", "after"],
  ["after", "after"],
  ["since", "after"],
  ["vor", "before"],
  ["before", "before"],
  ["bis", "until"],
  ["until", "until"],
]);

const KINDS: ReadonlyMap<string, SearchKind> = new Map([
  ["text", "text"],
  ["bild", "picture"],
  ["bilder", "picture"],
  ["foto", "picture"],
  ["video", "picture"],
  ["picture", "picture"],
  ["image", "picture"],
  ["datei", "file"],
  ["dateien", "file"],
  ["file", "file"],
  ["link", "link"],
  ["links", "link"],
  ["umfrage", "poll"],
  ["poll", "poll"],
]);

const LONGEST = 1000;
const DAY = 24 * 60 * 60 * 1000;
const TOKEN = /(\p{L}+):(?:"([^"]*)"?|„([^“”"]*)[“”"]?|(\S+))/gu;

/**
 * Takes a query apart, German and English names of filters alike. What looks like a filter and is
 * none (`IV:3`, `http://…`, `nach:irgendwann`) stays a word.
 * @param now milliseconds since the epoch, for `heute` and `gestern`
 */
export function parseQuery(typed: string, now: number): TypedQuery {
  const found: {
    from: string[];
    rooms: string[];
    kinds: SearchKind[];
    after?: number;
    before?: number;
  } = { from: [], rooms: [], kinds: [] };
  const text = typed.slice(0, LONGEST).replaceAll(TOKEN, (whole: string, ...groups: unknown[]) => {
    const [name, ...values] = groups.slice(0, 4) as (string | undefined)[];
    const filter = FILTERS.get((name ?? "").toLowerCase());
    const value = values.find((one) => one !== undefined)?.trim() ?? "";
    if (filter === undefined || value === "") return whole;
    if (filter === "from" || filter === "rooms") {
      found[filter].push(value);
      return " ";
    }
    if (filter === "kinds") {
      const kind = KINDS.get(value.toLowerCase());
      if (kind === undefined) return whole;
      found.kinds.push(kind);
      return " ";
    }
    const day = dayOf(value, now);
    if (day === undefined) return whole;
    if (filter === "after") found.after = day;
    else found.before = filter === "until" ? nextDay(day) : day;
    return " ";
  });
  return { text: text.replaceAll(/\s+/g, " ").trim(), ...found };
}

/** The beginning of a day: `2026-01-31`, `31.1.2026`, `2026-01`, `2026`, `heute`, `yesterday`. */
export function dayOf(text: string, now: number): number | undefined {
  const word = text.toLowerCase();
  if (word === "heute" || word === "today") return startOf(new Date(now));
  if (word === "gestern" || word === "yesterday") return startOf(new Date(now - DAY));
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(word);
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(word);
  const [year, month, day] = iso
    ? [iso[1], iso[2] ?? "1", iso[3] ?? "1"]
    : german
      ? [german[3], german[2], german[1]]
      : [];
  if (year === undefined) return undefined;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  // 31 February is no day.
  const exists = date.getMonth() === Number(month) - 1 && date.getDate() === Number(day);
  return exists ? date.getTime() : undefined;
}

/** The beginning of the day after. */
export function nextDay(day: number): number {
  const date = new Date(day);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}

function startOf(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
