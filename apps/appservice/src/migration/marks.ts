import type { LedgerRow, Outcome } from "./executor.ts";
import type { Ledger, Mark } from "./ledger.ts";

/** Written down together, at the latest. */
const MOST = 100;
/** Milliseconds that a mark may wait for others. */
const PATIENCE = 300;

/**
 * What became of items, collected and written down many at a time. What is not written down when the
 * process dies is found again by looking.
 */
export class Marks {
  private waiting: Mark[] = [];
  private writing: Promise<void> = Promise.resolve();
  private last = performance.now();
  private busy = false;
  private failure: { readonly error: unknown } | undefined;

  constructor(private readonly ledger: Pick<Ledger, "mark">) {}

  add(row: LedgerRow, outcome: Outcome): void {
    this.waiting.push({ row, outcome });
  }

  /** Rows whose state in the database is not the last one. */
  get unwritten(): readonly LedgerRow[] {
    return this.waiting.map(({ row }) => row);
  }

  /**
   * Begins to write them down where there are enough or they have waited enough. Nobody waits for it.
   * @throws what has gone wrong with those before
   */
  ripe(): void {
    if (this.failure !== undefined) throw this.failure.error;
    const due = this.waiting.length >= MOST || performance.now() - this.last > PATIENCE;
    if (this.waiting.length === 0 || !due || this.busy) return;
    this.busy = true;
    void this.flush()
      .catch((error: unknown) => {
        this.failure = { error };
      })
      .finally(() => {
        this.busy = false;
      });
  }

  /** Writes all of them down. */
  async flush(): Promise<void> {
    const marks = [...this.waiting];
    this.writing = this.writing.then(async () => {
      await this.ledger.mark(marks);
      this.waiting = this.waiting.filter((mark) => !marks.includes(mark));
      this.last = performance.now();
      return undefined;
    });
    await this.writing;
  }
}
