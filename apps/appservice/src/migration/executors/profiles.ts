import { PROFILE_FIELDS } from "@plenum/model";
import { z } from "zod";
import { itemOf, type Executor, type LedgerRow, type Outcome } from "../executor.ts";
import { succeeded, understood, type MigrationHomeserver } from "../homeserver.ts";
import type { Ledger } from "../ledger.ts";
import type { Puppets } from "../puppets.ts";
import { PreparedAccounts } from "./prepared-accounts.ts";

const profileSchema = z.record(z.string(), z.unknown());
const accountSchema = z.looseObject({
  last_seen_ts: z.number().nullish(),
  threepids: z.array(z.looseObject({ medium: z.string(), address: z.string() })).default([]),
});

/**
 * Fills in the contact cards of accounts that the migration made: what is empty, so that nothing is lost
 * that somebody has written since.
 */
export class Profiles implements Executor {
  readonly most = 8;
  readonly claim = 100;
  private readonly accounts: PreparedAccounts;

  constructor(
    private readonly homeserver: MigrationHomeserver,
    private readonly puppets: Puppets,
    ledger: Ledger,
  ) {
    this.accounts = new PreparedAccounts(ledger);
  }

  prepare(rows: readonly LedgerRow[]): Promise<void> {
    return this.accounts.prepare(rows);
  }

  async make(row: LedgerRow): Promise<Outcome> {
    const item = itemOf(row, "profile");
    const { userId } = item;
    if (this.accounts.take(userId) !== "made") return { state: "failed", problem: "no-account" };
    const account = await this.look(userId);
    const present =
      account.last_seen_ts === undefined || account.last_seen_ts === null
        ? {}
        : await this.written(userId);
    const path = `/_matrix/client/v3/profile/${encodeURIComponent(userId)}`;
    for (const field of ["organisation", "function", "phone", "mail"] as const) {
      const name = PROFILE_FIELDS[field];
      const value = item[field];
      if (value === undefined || Object.hasOwn(present, name)) continue;
      succeeded(await this.homeserver.asAdministrator("PUT", `${path}/${name}`, { [name]: value }));
    }
    if (item.mail !== undefined) await this.putMail(userId, item.mail, account);
    return { state: "done" };
  }

  /** They go with the account. */
  undo(): Promise<Outcome> {
    return Promise.resolve({ state: "undone" });
  }

  /** The homeserver would take an address away from whoever has it: asked first. */
  private async putMail(
    userId: string,
    mail: string,
    { threepids }: z.output<typeof accountSchema>,
  ): Promise<void> {
    const address = mail.toLowerCase();
    const owner = `/_synapse/admin/v1/threepid/email/users/${encodeURIComponent(address)}`;
    const found = await this.homeserver.asAdministrator("GET", owner);
    if (found.status !== 404) {
      succeeded(found);
      return;
    }
    const known = threepids.map((one) => ({ medium: one.medium, address: one.address }));
    succeeded(
      await this.homeserver.asAdministrator("PUT", accountPath(userId), {
        threepids: [...known, { medium: "email", address }],
      }),
    );
  }

  private async look(userId: string): Promise<z.output<typeof accountSchema>> {
    const answer = await this.homeserver.asAdministrator("GET", accountPath(userId));
    return understood(accountSchema, succeeded(answer));
  }

  /** What somebody has written who has signed in; the administrator shares no room with them. */
  private async written(userId: string): Promise<Readonly<Record<string, unknown>>> {
    const path = `/_matrix/client/v3/profile/${encodeURIComponent(userId)}`;
    const answer = await this.puppets.ask(userId, "GET", path);
    await this.puppets.release(userId);
    return answer.status === 404 ? {} : understood(profileSchema, succeeded(answer));
  }
}

function accountPath(userId: string): string {
  return `/_synapse/admin/v2/users/${encodeURIComponent(userId)}`;
}
