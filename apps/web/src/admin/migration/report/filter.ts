import { breather } from "../breather.ts";
import { byFacet, FACETS, type CheckedPeople, type CheckedPerson, type Facet } from "./people.ts";

/** Who is shown; what is absent or empty leaves nobody out. An empty value means those who have none. */
export type PeopleFilter = { readonly [One in Facet]?: string | undefined } & {
  readonly search: string;
};

/** How many there are of each value. */
export type FacetCounts = ReadonlyMap<string, number>;

export interface Filtered {
  readonly people: readonly CheckedPerson[];
  /** For each value how many would be shown with it, everything else in the filter left as it is. */
  readonly counts: Readonly<Record<Facet, FacetCounts>>;
  /** Likewise with none chosen. */
  readonly all: Readonly<Record<Facet, number>>;
}

/** People in whom words are looked for before anybody else gets a turn. */
const PART = 2_000;

/**
 * Marks those in whom every word stands somewhere: in what is said of them or in the reason. Lets the page draw
 * meanwhile.
 * @returns nothing where nothing is searched
 * @throws the signal's reason
 */
export async function searched(
  { list }: CheckedPeople,
  search: string,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const found = new Uint8Array(list.length);
  const breathe = breather();
  for (const [index, person] of list.entries()) {
    const fits = words.every(
      (word) => person.searched.includes(word) || person.words.searched.includes(word),
    );
    found[index] = fits ? 1 : 0;
    if (index % PART === 0) {
      await breathe();
      signal?.throwIfAborted();
    }
  }
  return found;
}

/**
 * Filters in one pass and counts meanwhile.
 * @param found what `searched` has marked; absent where nothing is searched
 */
export function filtered(
  { list, facets }: CheckedPeople,
  found: Uint8Array | undefined,
  chosen: { readonly [One in Facet]?: string | undefined },
): Filtered {
  const byName = byFacet((facet) => {
    const { values, of } = facets[facet];
    const value = chosen[facet];
    // A value that nobody has is none of the places, so it leaves everybody out.
    const wanted = value === undefined ? undefined : values.indexOf(value);
    return { values, of, wanted, counts: new Uint32Array(values.length), all: 0 };
  });
  const columns = FACETS.map((facet) => byName[facet]);
  const people: CheckedPerson[] = [];
  for (const [index, person] of list.entries()) {
    if (found !== undefined && found[index] !== 1) continue;
    const failed = columns.filter(({ wanted, of }) => wanted !== undefined && of[index] !== wanted);
    if (failed.length > 1) continue;
    if (failed.length === 0) people.push(person);
    for (const column of failed.length === 0 ? columns : failed) {
      const place = column.of[index] ?? 0;
      column.counts[place] = (column.counts[place] ?? 0) + 1;
      column.all += 1;
    }
  }
  return {
    people,
    counts: byFacet((facet) => {
      const { values, counts } = byName[facet];
      return new Map(values.map((value, place) => [value, counts[place] ?? 0]));
    }),
    all: byFacet((facet) => byName[facet].all),
  };
}
