import { z } from "zod";
import { HomeserverError } from "../../matrix/homeserver-error.ts";
import { errcodeOf } from "../../matrix/service-account.ts";
import { itemOf, type Executor, type LedgerRow, type Outcome } from "../executor.ts";
import { succeeded, understood, type MigrationHomeserver } from "../homeserver.ts";
import type { KnownAccounts } from "./known-accounts.ts";
import { hasAllIds, isOurs, isOwn, type AccountFacts } from "./whose-account.ts";

const accountSchema = z.looseObject({
  deactivated: z.coerce.boolean(),
  creation_ts: z.number(),
  last_seen_ts: z.number().nullish(),
  external_ids: z
    .array(z.looseObject({ auth_provider: z.string(), external_id: z.string() }))
    .default([]),
});
const devicesSchema = z.looseObject({ total: z.number() });

/**
 * Makes accounts without passwords, one request for each. Which ones exist is looked up for many at once;
 * an account that is there is never touched, unless it was made for this very item.
 * @see https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html#create-or-modify-account
 */
export class Accounts implements Executor {
  readonly most = 8;
  readonly claim = 200;

  constructor(
    private readonly homeserver: MigrationHomeserver,
    private readonly known: KnownAccounts,
  ) {}

  async prepare(): Promise<void> {
    await this.known.refresh();
  }

  async make(row: LedgerRow): Promise<Outcome> {
    const item = itemOf(row, "account");
    if (!item.active) return { state: "kept", problem: "inactive" };
    if (this.known.has(item.userId)) return this.meet(row);
    const answer = await this.homeserver.asAdministrator("PUT", pathOf(item.userId), bodyOf(row));
    this.known.add(item.userId);
    if (answer.status === 201) return { state: "done", made: { created: true } };
    if (answer.status === 200) return { state: "failed", problem: "account-appeared" };
    if (answer.status === 409) return this.putAside(item.userId);
    throw new HomeserverError(answer.status, errcodeOf(answer.body));
  }

  async undo(row: LedgerRow): Promise<Outcome> {
    const account = await this.look(row.key);
    if (account === undefined || !this.isOurs(row, account)) return { state: "undone" };
    const made = { created: true };
    if (account.deactivated) return { state: "undone", made };
    if (await this.isUsed(row.key, account)) return { state: "kept", problem: "signed-in" };
    const path = `/_synapse/admin/v1/deactivate/${encodeURIComponent(row.key)}`;
    succeeded(await this.homeserver.asAdministrator("POST", path, { erase: true }));
    return { state: "undone", made };
  }

  /** The account is there: it is ours from an attempt that was cut off, their own, or somebody else's. */
  private async meet(row: LedgerRow): Promise<Outcome> {
    const item = itemOf(row, "account");
    const account = await this.look(item.userId);
    if (account === undefined) {
      throw new HomeserverError(503, "M_UNKNOWN");
    }
    if (!this.isOurs(row, account)) {
      return isOwn(item, account)
        ? { state: "kept", problem: "own-account-exists", made: { own: true } }
        : { state: "failed", problem: "account-exists" };
    }
    if (account.deactivated || !hasAllIds(item, account)) {
      // Taken back before, put aside, or cut off before it had its ids.
      const body = account.deactivated ? { ...bodyOf(row), deactivated: false } : bodyOf(row);
      const answer = await this.homeserver.asAdministrator("PUT", pathOf(item.userId), body);
      if (answer.status === 409) return this.putAside(item.userId);
      succeeded(answer);
    }
    return { state: "done", made: { created: true } };
  }

  /** The homeserver makes an account before it finds that an id is taken: nobody shall use it like that. */
  private async putAside(userId: string): Promise<Outcome> {
    const path = `/_synapse/admin/v1/deactivate/${encodeURIComponent(userId)}`;
    succeeded(await this.homeserver.asAdministrator("POST", path, { erase: false }));
    return { state: "failed", problem: "external-id-used", made: { created: true } };
  }

  private isOurs(row: LedgerRow, account: AccountFacts): boolean {
    const item = row.item?.kind === "account" ? row.item : undefined;
    return isOurs(
      { item, created: row.made["created"] === true, begunBefore: row.begunBefore },
      account,
    );
  }

  private async isUsed(
    userId: string,
    account: { readonly lastSeen: number | undefined },
  ): Promise<boolean> {
    if (account.lastSeen !== undefined) return true;
    const answer = await this.homeserver.asAdministrator("GET", `${pathOf(userId)}/devices`);
    return understood(devicesSchema, succeeded(answer)).total > 0;
  }

  private async look(
    userId: string,
  ): Promise<(AccountFacts & { readonly lastSeen: number | undefined }) | undefined> {
    const answer = await this.homeserver.asAdministrator("GET", pathOf(userId));
    if (answer.status === 404) return undefined;
    const account = understood(accountSchema, succeeded(answer));
    return {
      deactivated: account.deactivated,
      createdAt: inMilliseconds(account.creation_ts),
      externalIds: account.external_ids.map((known) => ({
        provider: known.auth_provider,
        id: known.external_id,
      })),
      lastSeen: account.last_seen_ts ?? undefined,
    };
  }
}

/** One answer of Synapse counts in seconds, another in milliseconds. */
function inMilliseconds(time: number): number {
  return time < 100_000_000_000 ? time * 1000 : time;
}

function pathOf(userId: string): string {
  return `/_synapse/admin/v2/users/${encodeURIComponent(userId)}`;
}

function bodyOf(row: LedgerRow): object {
  const { displayName, externalIds } = itemOf(row, "account");
  return {
    displayname: displayName,
    external_ids: externalIds.map(({ provider, id }) => ({
      auth_provider: provider,
      external_id: id,
    })),
  };
}
