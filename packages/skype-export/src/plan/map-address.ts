import { GUEST_LOCALPART_PREFIX } from "@plenum/model";
import { domainOf } from "../people/address.ts";
import type { MigrationRules } from "../rules/rules.ts";
import type { LocalPartRules } from "../rules/schema.ts";

/** Bytes that a Matrix user id may have, with `@`, `:` and the server. */
const LONGEST_ID = 255;
const ALLOWED = /^[a-z0-9._=/+-]+$/;

export type NotMapped =
  | "skipped-by-rule"
  | "domain-without-server"
  | "character-not-allowed"
  | "id-too-long"
  | "id-empty"
  | "id-reserved";

export type Mapped =
  | { readonly userId: string }
  | { readonly userId: undefined; readonly why: NotMapped; readonly detail: string };

/**
 * The Matrix user id for a SIP address, by the rules alone. Different addresses may come out alike;
 * the planner, which sees all people, then makes neither of them.
 * @param address as `sipAddress` makes it
 * @see https://spec.matrix.org/v1.16/appendices/#user-identifiers
 */
export function mapAddress(address: string, rules: MigrationRules): Mapped {
  const exception = rules.exceptions.get(address);
  if (exception === "skip") return not("skipped-by-rule", address);
  if (exception !== undefined) {
    return sound(
      exception.slice(1, exception.indexOf(":")),
      exception.slice(exception.indexOf(":") + 1),
    );
  }
  const domain = domainOf(address);
  const server = rules.servers.get(domain);
  if (server === undefined) return not("domain-without-server", domain);
  const local = address.slice(0, -domain.length - 1);
  const named = applied(local, rules.namesOfDomain.get(domain) ?? rules.names);
  return sound(rules.otherCharacters === "escape" ? escaped(named) : named, server);
}

function applied(local: string, names: LocalPartRules): string {
  let name = local;
  if (names.pattern !== undefined && names.result !== undefined) {
    const groups = new RegExp(names.pattern, "u").exec(name)?.groups;
    if (groups) {
      const values = new Map(Object.entries(groups));
      name = names.result.replaceAll(/\{(\w+)\}/g, (_, group: string) => values.get(group) ?? "");
    }
  }
  for (const { from, to } of names.replace ?? []) {
    name = name.replaceAll(from.normalize("NFC").toLowerCase(), () => to);
  }
  return `${names.prefix ?? ""}${name}${names.suffix ?? ""}`;
}

/**
 * Other characters as the specification proposes it, `=` itself too: what is different stays so.
 * @see https://spec.matrix.org/v1.16/appendices/#mapping-from-other-character-sets
 */
function escaped(name: string): string {
  return name.replaceAll(/[^a-z0-9._/+-]/gu, (letter) =>
    Array.from(
      new TextEncoder().encode(letter),
      (byte) => `=${byte.toString(16).padStart(2, "0")}`,
    ).join(""),
  );
}

function sound(local: string, server: string): Mapped {
  if (local === "") return not("id-empty", server);
  if (!ALLOWED.test(local)) {
    const bad = Array.from(local).filter((letter) => !ALLOWED.test(letter));
    return not("character-not-allowed", [...new Set(bad)].join(" "));
  }
  // Synapse keeps those with `_` for application services, ours has the guests.
  if (local.startsWith("_") || local.startsWith(GUEST_LOCALPART_PREFIX))
    return not("id-reserved", local);
  const userId = `@${local}:${server}`;
  if (userId.length > LONGEST_ID) return not("id-too-long", userId);
  return { userId };
}

function not(why: NotMapped, detail: string): Mapped {
  return { userId: undefined, why, detail };
}
