import type { MigrationItemOf } from "@plenum/model/migration";

/** What the homeserver knows of an account. */
export interface AccountFacts {
  readonly deactivated: boolean;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly externalIds: readonly { readonly provider: string; readonly id: string }[];
}

/** The homeserver keeps the time of making in seconds, and its clock may differ a little. */
const TOLERANCE = 2_000;

/**
 * Whether an account was made for this item: the ledger says so, or it had begun with it before the
 * account was there, and no id at the sign-in service speaks against it.
 */
export function isOurs(
  row: {
    readonly item: MigrationItemOf<"account"> | undefined;
    readonly created: boolean;
    readonly begunBefore: Date | undefined;
  },
  account: AccountFacts,
): boolean {
  if (row.created) return true;
  if (row.item === undefined || row.begunBefore === undefined) return false;
  if (account.createdAt < row.begunBefore.getTime() - TOLERANCE) return false;
  // The ids come after the account: killed in between, there are some of them or none.
  const expected = new Set(row.item.externalIds.map(textOf));
  return account.externalIds.every((known) => expected.has(textOf(known)));
}

/** Whether the account bears all ids of the item. */
export function hasAllIds(item: MigrationItemOf<"account">, account: AccountFacts): boolean {
  const known = new Set(account.externalIds.map(textOf));
  return item.externalIds.every((id) => known.has(textOf(id)));
}

/** Whether it is the account of the person that the item means, in use since before. */
export function isOwn(item: MigrationItemOf<"account">, account: AccountFacts): boolean {
  return !account.deactivated && item.externalIds.length > 0 && hasAllIds(item, account);
}

function textOf(id: { readonly provider: string; readonly id: string }): string {
  return JSON.stringify([id.provider, id.id]);
}
