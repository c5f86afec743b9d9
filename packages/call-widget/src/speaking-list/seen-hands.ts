import { speechKindOf, type SeenHand } from "@plenum/model";
import type { RaisedHand } from "../contract/index.ts";

/** Hands as the list has them. */
export function seenHands(hands: readonly RaisedHand[]): readonly SeenHand[] {
  return hands.map(({ userId, kind, since }) => ({ userId, since, kind: speechKindOf(kind) }));
}
