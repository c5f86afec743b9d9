import type { ItemProblem } from "@plenum/model/migration";
import { HomeserverError, HomeserverUnreachable } from "../matrix/homeserver-error.ts";
import { NotYet, type LedgerRow, type Outcome } from "./executor.ts";

/** Attempts at an item for which the homeserver had an error of its own, or we had. */
const ATTEMPTS = 8;

type After = { readonly doubt: boolean } & (
  | { readonly outcome: Outcome }
  | { readonly seconds: number; readonly counts: boolean; readonly problem?: ItemProblem }
);

/**
 * What becomes of an item that could not be made: it waits, with or without counting the attempt, or it has
 * failed. What cannot be taken back is kept.
 */
export function afterTrouble(
  error: unknown,
  row: Pick<LedgerRow, "attempts">,
  undoes: boolean,
): After {
  if (error instanceof NotYet) return { doubt: false, seconds: 1, counts: false };
  if (error instanceof HomeserverUnreachable) {
    // No answer says nothing about the item: it waits until the homeserver is back.
    return { doubt: true, seconds: 2, counts: false, problem: "homeserver-unavailable" };
  }
  if (error instanceof HomeserverError && error.status === 429) {
    const seconds = error.retryAfter ?? 1;
    return { doubt: true, seconds, counts: false, problem: "homeserver-unavailable" };
  }
  const passes = !(error instanceof HomeserverError) || error.status >= 500;
  const problem: ItemProblem =
    error instanceof HomeserverError ? (passes ? "homeserver-unavailable" : "refused") : "internal";
  if (passes && row.attempts + 1 < ATTEMPTS) {
    return { doubt: true, seconds: 2 ** row.attempts, counts: true, problem };
  }
  const made = error instanceof HomeserverError ? { errcode: error.errcode } : {};
  return { doubt: false, outcome: { state: undoes ? "kept" : "failed", problem, made } };
}
