import type { Observable } from "./observable.ts";

/** A question with answers to choose from. @see https://github.com/matrix-org/matrix-spec-proposals/pull/3381 */
export interface Poll {
  readonly question: string;
  readonly answers: readonly { readonly id: string; readonly text: string }[];
  /** How many answers one may choose, at least 1. */
  readonly maxSelections: number;
  /** False: how the others voted shows only when the poll has ended. */
  readonly disclosed: boolean;
}

export interface PollResult {
  /** Answers in the order of the poll. */
  readonly answers: readonly {
    readonly id: string;
    readonly votes: number;
    /** Names of those who chose it, the first ones of many. */
    readonly names: readonly string[];
  }[];
  /** How many people have voted. */
  readonly voters: number;
  /** Answers that this account has chosen. */
  readonly own: readonly string[];
  readonly ended: boolean;
  /** Whether this account may end the poll. */
  readonly mayEnd: boolean;
  /** False while older votes are being fetched, or when there are more than can be. */
  readonly complete: boolean;
}

/** A poll while somebody looks at it. Close it when the view goes. */
export interface PollHandle {
  readonly result: Observable<PollResult | undefined>;
  /** Replaces this account's earlier vote; an empty list takes it back. Shows at once. */
  vote(answerIds: readonly string[]): void;
  /** Ends the poll for everybody. */
  end(): void;
  close(): void;
}
