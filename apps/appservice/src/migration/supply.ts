import type { LedgerRow } from "./executor.ts";

/**
 * Rows to work on. The next ones are claimed while the last ones are being taken, so that the homeserver
 * never waits for the ledger.
 */
export class Supply {
  private rows: LedgerRow[] = [];
  private coming: Promise<void> | undefined;
  /** The last claim was as long as it may be: there may be more. */
  private mayHaveMore = true;
  private failure: { readonly error: unknown } | undefined;

  constructor(
    /** @param held rows that were claimed, and not taken yet */
    private readonly claim: (held: readonly LedgerRow[]) => Promise<readonly LedgerRow[]>,
    private readonly options: {
      /** Rows of a full claim. */
      readonly most: number;
      /** With this many left the next ones are claimed; 0 where each claim has to see the last outcome. */
      readonly low: number;
    },
  ) {}

  /** @returns none where nothing can be done at the moment @throws what the claim threw */
  async take(count: number): Promise<readonly LedgerRow[]> {
    if (this.rows.length === 0 || (this.rows.length <= this.options.low && this.mayHaveMore)) {
      this.order();
    }
    if (this.rows.length === 0) await this.coming;
    if (this.failure !== undefined) throw this.failure.error;
    return this.rows.splice(0, count);
  }

  /** Nothing is under way any more. */
  async close(): Promise<void> {
    await this.coming;
  }

  private order(): void {
    if (this.coming !== undefined) return;
    this.coming = this.fetch().finally(() => {
      this.coming = undefined;
    });
  }

  private async fetch(): Promise<void> {
    try {
      const rows = await this.claim([...this.rows]);
      this.mayHaveMore = rows.length >= this.options.most;
      this.rows.push(...rows);
    } catch (error) {
      this.failure = { error };
    }
  }
}
