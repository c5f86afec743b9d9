import type { Finding, Tell } from "../findings/finding.ts";
import type { ExportFile } from "../folder/open.ts";
import type { MigrationPlan } from "../plan/planner.ts";
import { ContactCensus, type MovedByAddress } from "../user-data/census.ts";
import { compareCounts } from "../user-data/compare.ts";
import { readUserData } from "../user-data/read.ts";

/** Whose contacts are where, and how many there are. */
export interface ContactLists {
  /** By owner the first file that has their list: it holds. */
  readonly fileOf: ReadonlyMap<string, string>;
  /** Owners who stand in that file more than once. */
  readonly repeated: ReadonlySet<string>;
  /** Lists of owners whose list was in an earlier file. */
  readonly twice: number;
  readonly contacts: number;
  /** Of these, contacts who are moved as well. */
  readonly contactsMoved: number;
  readonly blocked: number;
  /** What is wrong with the files, in their order. */
  readonly findings: readonly Finding[];
}

type ContactFile = Pick<ExportFile, "name" | "open">;

/**
 * Reads the contact lists of an export beside everything else.
 * @param files exports of user data, in the order of their names
 * @param moves who is moved; the reading begins before that is known
 * @param heard how many bytes were read since it was called last
 * @param signal ends it, where nobody wants to know any more
 */
export type ReadContactsBeside = (
  files: readonly ContactFile[],
  moves: Promise<MovedByAddress>,
  heard: (bytes: number) => void,
  signal: AbortSignal,
) => Promise<ContactLists>;

/**
 * Reads the contact lists of an export.
 * @param files exports of user data, in the order of their names
 * @param moves who is moved; the reading begins before that is known
 */
export async function readContactLists(
  files: readonly ContactFile[],
  moves: Promise<MovedByAddress>,
): Promise<ContactLists> {
  const findings: Finding[] = [];
  const fileOf = new Map<string, string>();
  const repeated = new Set<string>();
  const found = { twice: 0, contacts: 0, contactsMoved: 0, blocked: 0 };
  for (const file of files) {
    const census = new ContactCensus(moves);
    const tell: Tell = (finding) => void findings.push(finding);
    for await (const one of readUserData(file.name, file.open(), tell, { census })) {
      if (census.crowded) await census.settled;
      const first = fileOf.get(one.owner);
      if (first !== undefined) {
        if (first === file.name) repeated.add(one.owner);
        else found.twice += 1;
        census.without(one.contacts);
        continue;
      }
      fileOf.set(one.owner, file.name);
      found.contacts += one.contacts.length;
      found.blocked += one.blocked.length;
    }
    found.contactsMoved += census.moved;
  }
  return { fileOf, repeated, ...found, findings };
}

/** Tells what is wrong with the lists, and whose are missing. */
export function tellOfContacts(
  { fileOf, twice, findings }: ContactLists,
  files: readonly ContactFile[],
  plan: MigrationPlan,
  tell: Tell,
): void {
  for (const finding of findings) tell(finding);
  if (twice > 0) tell({ code: "user-data-twice", severity: "note", facts: { count: twice } });
  if (files.length === 0) {
    tell({ code: "user-data-none", severity: "problem", facts: {} });
    return;
  }
  const enabled: string[] = [];
  let known = false;
  for (const { kind, sipAddress } of plan.people) {
    if (sipAddress === "") continue;
    known = true;
    if (kind !== "skipped") enabled.push(sipAddress);
  }
  if (!known) return;
  const compared = compareCounts(enabled, new Set(fileOf.keys()));
  for (const finding of compared.findings) tell(finding);
}
