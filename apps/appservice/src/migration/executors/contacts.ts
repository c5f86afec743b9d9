import {
  BLOCKED_TYPE,
  CONTACTS_TYPE,
  importedContacts,
  mergeContacts,
  readBlocked,
  readContacts,
  sameContacts,
  withBlocked,
  writeContacts,
} from "@plenum/model";
import { itemOf, type Executor, type LedgerRow, type Outcome } from "../executor.ts";
import { succeeded } from "../homeserver.ts";
import type { Ledger } from "../ledger.ts";
import type { Puppets } from "../puppets.ts";
import { PreparedAccounts } from "./prepared-accounts.ts";

/** Names the old system in the ids of groups. */
const SOURCE = "skype";

/**
 * Merges contact lists into the account data in which the client keeps them: done twice it adds nothing,
 * and it never brings back what was removed since.
 */
export class ContactLists implements Executor {
  readonly most = 6;
  readonly claim = 100;
  private readonly accounts: PreparedAccounts;

  constructor(
    private readonly puppets: Puppets,
    private readonly ledger: Ledger,
  ) {
    this.accounts = new PreparedAccounts(ledger);
  }

  prepare(rows: readonly LedgerRow[]): Promise<void> {
    return this.accounts.prepare(rows);
  }

  async make(row: LedgerRow): Promise<Outcome> {
    const item = itemOf(row, "contacts");
    const { userId } = item;
    if (this.accounts.take(userId) === undefined) return { state: "failed", problem: "no-account" };
    const imported = importedContacts(item, SOURCE, item.exportedAt);
    const present = readContacts(await this.read(userId, CONTACTS_TYPE));
    // Of a later version: it must not be overwritten.
    if (present.kind === "unreadable") return { state: "kept", problem: "merged" };
    const merged = mergeContacts(present.contacts, imported);
    if (!sameContacts(merged, present.contacts)) {
      await this.write(userId, CONTACTS_TYPE, writeContacts(merged));
    }
    if (item.blocked.length > 0) await this.block(userId, item.blocked);
    await this.puppets.release(userId);
    return {
      state: "done",
      made: { contacts: imported.people.size, groups: imported.groups.size },
    };
  }

  /** They go with the account; in one that stays nobody can tell them from their owner's. */
  async undo(row: LedgerRow): Promise<Outcome> {
    const accounts = await this.ledger.accountsOf([row.key]);
    return accounts.get(row.key) === "own"
      ? { state: "kept", problem: "merged" }
      : { state: "undone" };
  }

  async rest(): Promise<void> {
    await this.puppets.rest();
  }

  private async block(userId: string, blocked: readonly string[]): Promise<void> {
    const content = await this.read(userId, BLOCKED_TYPE);
    const known = readBlocked(content);
    const missing = blocked.filter((other) => !known.has(other));
    if (missing.length === 0) return;
    let changed: unknown = content;
    for (const other of missing) changed = withBlocked(changed, other, true);
    await this.write(userId, BLOCKED_TYPE, changed as Record<string, unknown>);
  }

  private async read(userId: string, type: string): Promise<unknown> {
    const answer = await this.puppets.ask(userId, "GET", pathOf(userId, type));
    return answer.status === 404 ? undefined : succeeded(answer);
  }

  private async write(
    userId: string,
    type: string,
    content: Record<string, unknown>,
  ): Promise<void> {
    succeeded(await this.puppets.ask(userId, "PUT", pathOf(userId, type), content));
  }
}

function pathOf(userId: string, type: string): string {
  return `/_matrix/client/v3/user/${encodeURIComponent(userId)}/account_data/${encodeURIComponent(type)}`;
}
