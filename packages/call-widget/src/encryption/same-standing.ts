import type { EncryptionSlice } from "../contract/index.ts";

/** Whether views have nothing new to show. */
export function sameStanding(one: EncryptionSlice, other: EncryptionSlice): boolean {
  return (
    one.state === other.state &&
    one.keyIndex === other.keyIndex &&
    one.problem === other.problem &&
    one.without.join(" ") === other.without.join(" ") &&
    one.unconfirmed.join(" ") === other.unconfirmed.join(" ")
  );
}
