import type { Finding } from "../findings/finding.ts";
import { commonName } from "../people/distinguished-name.ts";
import { domainOf } from "../people/address.ts";
import type { ExportedPerson } from "../records.ts";
import { compared, type MigrationRules } from "../rules/rules.ts";
import { sipAddress } from "../text/clean.ts";

/** Told one by one; more of them say that the rules are for another export. */
const TOLD = 200;

/** Rules that mean nobody in the export, and lists that are not there: mistakes that stay silent otherwise. */
export class Unmatched {
  readonly #left = new Map<string, { readonly part: string; readonly key: string }>();
  readonly #groups = new Set<string>();
  readonly #listsMissing: Finding[] = [];

  constructor(rules: MigrationRules, lists: ReadonlyMap<string, readonly string[]>) {
    for (const key of rules.servers.keys()) this.#expect("servers", key, key);
    for (const key of rules.exceptions.keys()) this.#expect("exceptions", key, key);
    for (const key of rules.departments.keys()) this.#expect("departments", key, key);
    for (const key of rules.groups.keys()) this.#expect("groups", key, key);
    for (const { people, list, departments } of rules.waves) {
      if (list !== undefined && !lists.has(list)) {
        this.#listsMissing.push({ code: "rules-list-missing", severity: "stop", facts: { list } });
      }
      const listed = list === undefined ? [] : (lists.get(list) ?? []);
      for (const key of [...(people ?? []), ...listed])
        this.#expect("people", sipAddress(key), key);
      for (const key of departments ?? []) this.#expect("departments", compared(key), key);
    }
  }

  look({ sipAddress, department, memberOf }: ExportedPerson): void {
    this.#left.delete(`servers ${domainOf(sipAddress)}`);
    this.#left.delete(`exceptions ${sipAddress}`);
    this.#left.delete(`people ${sipAddress}`);
    if (department !== undefined) this.#left.delete(`departments ${compared(department)}`);
    for (const group of memberOf) {
      if (this.#groups.has(group)) continue;
      this.#groups.add(group);
      this.#left.delete(`groups ${compared(group)}`);
      this.#left.delete(`groups ${compared(commonName(group) ?? "")}`);
    }
  }

  findings(): readonly Finding[] {
    const nobody = [...this.#left.values()].slice(0, TOLD).map(({ part, key }): Finding => ({
      code: "rules-match-nobody",
      severity: "note",
      facts: { part, key },
    }));
    return [...this.#listsMissing, ...nobody];
  }

  /** Lines of lists that are no address are comments. */
  #expect(part: string, known: string | undefined, key: string): void {
    if (known !== undefined) this.#left.set(`${part} ${known}`, { part, key });
  }
}
