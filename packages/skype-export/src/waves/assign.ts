import { domainOf } from "../people/address.ts";
import { sipAddress } from "../text/clean.ts";
import { unitsOf } from "../people/distinguished-name.ts";
import type { ExportedPerson } from "../records.ts";
import { compared } from "../rules/rules.ts";
import type { WaveRule } from "../rules/schema.ts";

/** Somebody who is moved, and how to put them into a wave. */
export interface WaveCandidate {
  readonly address: string;
  /** By rule; whoever has one stays there. */
  readonly wave: string | undefined;
  readonly join: (wave: string) => void;
}

export interface WaveMaker {
  /** The first wave of the file that names them, in whatever way. */
  readonly byRule: (person: ExportedPerson) => string | undefined;
  /**
   * Those who are in no wave come along with the one whose people they meet most often: one step
   * only, so that one meeting of everybody does not pull in all of them. Keeps a few numbers a
   * person. Where there are more than `atMost`, those with most meetings come.
   */
  readonly addPartners: (
    candidates: readonly WaveCandidate[],
    partners: AsyncIterable<readonly [string, string]> | undefined,
  ) => Promise<void>;
}

/** @param lists addresses of the list files that the rules name */
export function waveMaker(
  waves: readonly WaveRule[],
  lists: ReadonlyMap<string, readonly string[]>,
): WaveMaker {
  const matchers = waves.map((wave) => ({ name: wave.name, matches: matcher(wave, lists) }));
  return {
    byRule: (person) => matchers.find(({ matches }) => matches(person))?.name,
    addPartners: async (candidates, partners) => {
      if (!partners || waves.every((wave) => wave.partners === undefined)) return;
      await addPartners(waves, candidates, partners);
    },
  };
}

function matcher(wave: WaveRule, lists: ReadonlyMap<string, readonly string[]>) {
  const listed = wave.list === undefined ? [] : (lists.get(wave.list) ?? []);
  const people = new Set<string | undefined>();
  for (const one of [...(wave.people ?? []), ...listed]) people.add(sipAddress(one));
  people.delete(undefined);
  const departments = new Set(wave.departments?.map(compared));
  const sites = new Set(wave.sites?.map(compared));
  const domains = new Set(wave.domains?.map(compared));
  return (person: ExportedPerson): boolean => {
    const { sipAddress, department, distinguishedName } = person;
    if (people.has(sipAddress)) return true;
    if (department !== undefined && departments.has(compared(department))) return true;
    if (domains.has(domainOf(sipAddress))) return true;
    if (sites.size === 0 || distinguishedName === undefined) return false;
    return unitsOf(distinguishedName).some((unit) => sites.has(compared(unit)));
  };
}

/** Somebody of a wave that takes partners along, or somebody who may come along. */
interface Partner {
  readonly candidate: WaveCandidate;
  /** Place of the wave in the rules. */
  readonly wave: number;
}
const FREE = -1;

async function addPartners(
  waves: readonly WaveRule[],
  candidates: readonly WaveCandidate[],
  partners: AsyncIterable<readonly [string, string]>,
): Promise<void> {
  const withPartners = new Map<string, number>();
  for (const [at, { name, partners }] of waves.entries()) if (partners) withPartners.set(name, at);
  const byAddress = new Map<string, Partner>();
  for (const candidate of candidates) {
    const { address, wave } = candidate;
    const number = wave === undefined ? FREE : withPartners.get(wave);
    if (number !== undefined) byAddress.set(address, { candidate, wave: number });
  }
  const meetings = new Map<WaveCandidate, Map<number, number>>();
  for await (const pair of partners) {
    const one = byAddress.get(pair[0]);
    if (!one) continue;
    const other = byAddress.get(pair[1]);
    if (!other || (one.wave === FREE) === (other.wave === FREE)) continue;
    const [free, wave] = one.wave === FREE ? [one, other.wave] : [other, one.wave];
    const counts = meetings.get(free.candidate) ?? new Map<number, number>();
    counts.set(wave, (counts.get(wave) ?? 0) + 1);
    meetings.set(free.candidate, counts);
  }
  const wishes = [...meetings].flatMap(([candidate, counts]) =>
    [...counts].map(([wave, count]) => ({ candidate, wave, count })),
  );
  wishes.sort(
    (one, other) =>
      other.count - one.count ||
      one.wave - other.wave ||
      (one.candidate.address < other.candidate.address ? -1 : 1),
  );
  const joined = new Set<WaveCandidate>();
  const sizes = new Map<number, number>();
  for (const { candidate, wave, count } of wishes) {
    const rule = waves[wave]?.partners;
    const size = sizes.get(wave) ?? 0;
    if (!rule || joined.has(candidate) || count < rule.meetings || size >= rule.atMost) continue;
    joined.add(candidate);
    sizes.set(wave, size + 1);
    candidate.join(waves[wave]?.name ?? "");
  }
}
