import type { CheckReport, OutcomeKind } from "./check-report.ts";

/** Why somebody is moved or not, and what to do; the same for all who share it. */
export interface Words {
  readonly reason: { readonly de: string; readonly en: string };
  readonly mend?: { readonly de: string; readonly en: string } | undefined;
  /** What a search looks at. */
  readonly searched: string;
}

/** What the check says of one person. */
export interface CheckedPerson {
  readonly kind: OutcomeKind;
  readonly code: string;
  readonly name: string;
  readonly address: string;
  readonly userId: string;
  /** Empty where there is none, as is the wave. */
  readonly department: string;
  readonly wave: string;
  readonly words: Words;
  /** File and line of the export. */
  readonly place: string;
  readonly searched: string;
}

/** By what people are filtered. */
export const FACETS = ["kind", "code", "wave", "department"] as const;
export type Facet = (typeof FACETS)[number];

/** Something for each of them. */
export function byFacet<Of>(make: (facet: Facet) => Of): Readonly<Record<Facet, Of>> {
  return {
    kind: make("kind"),
    code: make("code"),
    wave: make("wave"),
    department: make("department"),
  };
}

/** A column of values, each of which stands once, and for each person which one it is. */
export interface FacetColumn {
  readonly values: readonly string[];
  readonly of: Uint32Array;
}

/** Everybody of a check, ready to be filtered. */
export interface CheckedPeople {
  readonly list: readonly CheckedPerson[];
  readonly facets: Readonly<Record<Facet, FacetColumn>>;
}

/** Makes what is searched of a person. */
export function searchedOf(
  person: Pick<CheckedPerson, "name" | "address" | "userId" | "department" | "wave" | "place">,
): string {
  const { name, address, userId, department, wave, place } = person;
  return [name, address, userId, department, wave, place].join("\n").toLowerCase();
}

/** Makes the words of a reason. */
export function wordsOf({ reason, mend }: Omit<Words, "searched">): Words {
  const all = [reason.de, reason.en, mend?.de ?? "", mend?.en ?? ""];
  return { reason, mend, searched: all.join("\n").toLowerCase() };
}

/** Puts people in an order in which they are filtered fast. */
export function checkedPeople(list: readonly CheckedPerson[]): CheckedPeople {
  const column = (facet: Facet): FacetColumn => {
    const places = new Map<string, number>();
    const of = new Uint32Array(list.length);
    for (const [index, person] of list.entries()) {
      const value = person[facet];
      let place = places.get(value);
      if (place === undefined) {
        place = places.size;
        places.set(value, place);
      }
      of[index] = place;
    }
    return { values: [...places.keys()], of };
  };
  return { list, facets: byFacet(column) };
}

/** The people that a report names itself: those about whom is to be decided, without department and wave. */
export function peopleOfReport({ undecided }: CheckReport): CheckedPeople {
  return checkedPeople(
    undecided.map(({ kind, code, name, address, file, line, reason, mend }) => {
      const place = line === undefined ? file : `${file}:${line}`;
      const said = { name, address, userId: "", department: "", wave: "", place };
      return {
        ...said,
        kind,
        code,
        words: wordsOf({ reason, mend }),
        searched: searchedOf(said),
      };
    }),
  );
}
