import type { PlannedPerson } from "../plan/outcome.ts";
import type { MigrationPlan } from "../plan/planner.ts";
import { compared, type MigrationRules } from "../rules/rules.ts";

/** Somebody who is moved by a wave. */
export interface Mover {
  readonly person: PlannedPerson;
  readonly userId: string;
  readonly server: string;
  /** Place of their wave in the rules, from 0. */
  readonly wave: number;
}

/** Everybody who is moved, in the order of their addresses, and how to find them. */
export interface Moves {
  readonly movers: readonly Mover[];
  /** Ready, but in no wave: they stay. */
  readonly withoutWave: number;
  /** By SIP address. */
  readonly at: (address: string) => Mover | undefined;
  /** By what a calendar calls them: SIP address, or a mail address that only one of them has. */
  readonly named: (address: string) => Mover | undefined;
  /** Of the export, moved or not, by SIP address. */
  readonly known: (address: string) => PlannedPerson | undefined;
}

export function movesOf(plan: MigrationPlan, rules: MigrationRules): Moves {
  const waves = new Map(rules.waves.map(({ name }, at) => [compared(name), at]));
  const movers: Mover[] = [];
  const byAddress = new Map<string, Mover>();
  const byMail = new Map<string, Mover | "several">();
  const known = new Map<string, PlannedPerson>();
  let withoutWave = 0;
  for (const person of plan.people) {
    const { sipAddress, mail, userId } = person;
    if (sipAddress !== "" && !known.has(sipAddress)) known.set(sipAddress, person);
    if (userId === undefined) continue;
    const wave = person.wave === undefined ? undefined : waves.get(compared(person.wave));
    if (wave === undefined) {
      withoutWave += 1;
      continue;
    }
    const mover = { person, userId, server: userId.slice(userId.indexOf(":") + 1), wave };
    movers.push(mover);
    byAddress.set(sipAddress, mover);
    if (mail !== undefined) byMail.set(mail, byMail.has(mail) ? "several" : mover);
  }
  const at = (address: string): Mover | undefined => byAddress.get(address);
  const named = (address: string): Mover | undefined => {
    const found = at(address) ?? byMail.get(address);
    return found === "several" ? undefined : found;
  };
  return { movers, withoutWave, at, named, known: (address) => known.get(address) };
}
