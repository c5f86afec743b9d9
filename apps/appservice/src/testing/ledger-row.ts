import type { LedgerRow } from "../migration/executor.ts";

/** A row of the ledger of which nothing matters but its key. */
export function ledgerRow(key: string): LedgerRow {
  return {
    kind: "account",
    key,
    wave: "w",
    item: undefined,
    channel: undefined,
    marker: undefined,
    attempts: 0,
    made: {},
    sightedRoomId: undefined,
    begunBefore: undefined,
  };
}
