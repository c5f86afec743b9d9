import type { SearchKind } from "@plenum/matrix";
import { dayOf } from "./typed-query.ts";

/** The search that an address leads to: `/search?q=…&from=…&in=…&kind=…&after=…&before=…`. */
export interface SearchAddress {
  /** As typed, filters included. */
  readonly query: string;
  /** User id. */
  readonly from?: string;
  /** Room id. */
  readonly room?: string;
  readonly kind?: SearchKind;
  /** Days, `2026-01-31`, both inclusive. */
  readonly after?: string;
  readonly before?: string;
}

const KINDS: readonly string[] = ["text", "picture", "file", "link", "poll"] satisfies SearchKind[];
const LONGEST = 1000;

export function parseSearchAddress(search: string): SearchAddress {
  const parameters = new URLSearchParams(search);
  const get = (name: string, valid: (value: string) => boolean): string | undefined => {
    const value = parameters.get(name);
    return value !== null && value.length <= LONGEST && valid(value) ? value : undefined;
  };
  const from = get("from", (value) => value.startsWith("@"));
  const room = get("in", (value) => value.startsWith("!"));
  const kind = get("kind", (value) => KINDS.includes(value)) as SearchKind | undefined;
  const after = get("after", isDay);
  const before = get("before", isDay);
  return {
    query: (parameters.get("q") ?? "").slice(0, LONGEST),
    ...(from === undefined ? {} : { from }),
    ...(room === undefined ? {} : { room }),
    ...(kind === undefined ? {} : { kind }),
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  };
}

function isDay(value: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(value) && dayOf(value, 0) !== undefined;
}

/** The address of a search; what is empty is left out. */
export function searchPath(address: Partial<SearchAddress>): string {
  const parameters = new URLSearchParams();
  const { query, from, room, kind, after, before } = address;
  const values = { q: query, from, in: room, kind, after, before };
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === "" ? "/search" : `/search?${text}`;
}
