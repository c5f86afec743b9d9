import { PROFILE_FIELDS } from "@plenum/model";
import type { MigrationItemOf } from "@plenum/model/migration";

/** What the homeserver's database holds already of what a wave wants. */
export interface HomeserverFacts {
  /** User ids in lower case: Synapse takes ids that differ in case alone for one. */
  readonly accounts: ReadonlySet<string>;
  /** @see externalIdText */
  readonly externalIds: ReadonlySet<string>;
  /** Mail addresses in lower case. */
  readonly mails: ReadonlySet<string>;
  /** People who have rows in other tables without having an account. */
  readonly remains: ReadonlySet<string>;
}

/** One account with everything that belongs to it. */
export interface NewAccount {
  readonly userId: string;
  readonly displayName: string;
  readonly externalIds: readonly { readonly provider: string; readonly id: string }[];
  /** Undefined where the wave has no contact card. */
  readonly card: NewCard | undefined;
}

export interface NewCard {
  /** Fields of the profile by their names in Matrix. */
  readonly fields: Readonly<Record<string, string>>;
  /** In lower case; undefined where there is none, or somebody has it. */
  readonly mail: string | undefined;
}

/** Why something is left to the normal run, which knows what to do with it. */
export type LeftReason =
  | "inactive"
  | "account-exists"
  | "external-id-used"
  | "reserved"
  | "remains"
  | "no-new-account";

export interface OfflinePlan {
  readonly accounts: readonly NewAccount[];
  readonly left: readonly {
    readonly kind: "account" | "profile";
    readonly userId: string;
    readonly reason: LeftReason;
  }[];
  /** Cards whose mail address belongs to somebody else: made without it, as in the normal run. */
  readonly withoutMail: number;
}

/** An id at a sign-in service as one text. */
export function externalIdText(id: { readonly provider: string; readonly id: string }): string {
  return JSON.stringify([id.provider, id.id]);
}

/**
 * Says which accounts of a wave are made and what is left to the normal run: everything about which the
 * homeserver knows anything yet, and whatever Synapse itself would refuse or treat differently.
 * @param items in the order of the wave
 * @param isService whether an id belongs to an application service
 */
export function planOffline(
  items: {
    readonly accounts: readonly MigrationItemOf<"account">[];
    readonly profiles: readonly MigrationItemOf<"profile">[];
  },
  facts: HomeserverFacts,
  serverName: string,
  isService: (userId: string) => boolean,
): OfflinePlan {
  const left: OfflinePlan["left"][number][] = [];
  const wanted = countsOf(items.accounts);
  const made: MigrationItemOf<"account">[] = [];
  for (const item of items.accounts) {
    const reason = reasonToLeave(item, facts, wanted, serverName, isService);
    if (reason === undefined) made.push(item);
    else left.push({ kind: "account", userId: item.userId, reason });
  }
  const names = new Set(made.map(({ userId }) => userId));
  const cards = new Map<string, NewCard>();
  const mails = new Set<string>();
  let withoutMail = 0;
  for (const item of items.profiles) {
    const { userId } = item;
    if (!names.has(userId)) {
      left.push({ kind: "profile", userId, reason: "no-new-account" });
      continue;
    }
    const mail = item.mail?.toLowerCase();
    const isFree = mail !== undefined && !mails.has(mail) && !facts.mails.has(mail);
    if (mail !== undefined && !isFree) withoutMail += 1;
    if (isFree) mails.add(mail);
    cards.set(userId, { fields: fieldsOf(item), mail: isFree ? mail : undefined });
  }
  const accounts = made.map(({ userId, displayName, externalIds }) => {
    return { userId, displayName, externalIds, card: cards.get(userId) };
  });
  return { accounts, left, withoutMail };
}

/** How many accounts of the wave want an id at a sign-in service. */
function countsOf(accounts: readonly MigrationItemOf<"account">[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { externalIds, active } of accounts) {
    if (!active) continue;
    for (const id of externalIds.map(externalIdText)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function reasonToLeave(
  item: MigrationItemOf<"account">,
  facts: HomeserverFacts,
  wanted: ReadonlyMap<string, number>,
  serverName: string,
  isService: (userId: string) => boolean,
): LeftReason | undefined {
  const { userId } = item;
  if (!item.active) return "inactive";
  if (facts.accounts.has(userId.toLowerCase())) return "account-exists";
  if (isReserved(userId, serverName) || isService(userId)) return "reserved";
  if (facts.remains.has(userId)) return "remains";
  const ids = item.externalIds.map(externalIdText);
  const isTaken = ids.some((id) => facts.externalIds.has(id) || (wanted.get(id) ?? 0) > 1);
  return isTaken ? "external-id-used" : undefined;
}

/** Ids that Synapse does not make for people. */
function isReserved(userId: string, serverName: string): boolean {
  const server = `:${serverName}`;
  if (!userId.endsWith(server)) return true;
  const localpart = userId.slice(1, -server.length);
  return (
    !/^[a-z0-9._=/+-]+$/.test(localpart) || localpart.startsWith("_") || /^\d+$/.test(localpart)
  );
}

function fieldsOf(item: MigrationItemOf<"profile">): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const field of ["organisation", "function", "phone", "mail"] as const) {
    const value = item[field];
    if (value !== undefined) fields[PROFILE_FIELDS[field]] = value;
  }
  return fields;
}
