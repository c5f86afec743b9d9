import type { LedgerRow } from "../executor.ts";
import type { Ledger } from "../ledger.ts";

/** What is known of accounts of the migration, looked up for many rows at once and kept until their turn. */
export class PreparedAccounts {
  private readonly known = new Map<string, "made" | "own">();

  constructor(private readonly ledger: Pick<Ledger, "accountsOf">) {}

  /** @param rows whose keys are accounts; those of earlier rows are kept */
  async prepare(rows: readonly LedgerRow[]): Promise<void> {
    const found = await this.ledger.accountsOf(rows.map(({ key }) => key));
    for (const { key } of rows) {
      const account = found.get(key);
      if (account === undefined) this.known.delete(key);
      else this.known.set(key, account);
    }
  }

  /** `made` by the migration, or their `own` from before; asked once for each row. */
  take(userId: string): "made" | "own" | undefined {
    const account = this.known.get(userId);
    this.known.delete(userId);
    return account;
  }
}
