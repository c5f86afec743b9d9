import type { PublishedList, SeenHand, SpeakingCommand, SpeechKind } from "@plenum/model";
import type { FloorProblem } from "../contract/index.ts";

/** Somebody's name as the host knows it. */
export interface ListedName {
  readonly name: string;
  /** Of somebody from elsewhere. */
  readonly organisation?: string;
}

/** What the speaking list shows and asks for; the same in a call and beside it. */
export interface SpeakingListProps {
  /** As the room has it; undefined where nobody has used it yet. */
  readonly list: PublishedList | undefined;
  readonly hands: readonly SeenHand[];
  readonly ownUserId: string | undefined;
  /** @returns undefined for somebody whom the host does not know */
  readonly nameOf: (userId: string) => ListedName | undefined;
  /** Undefined as long as nobody knows; whoever only listens may not. */
  readonly mayRaise: boolean | undefined;
  /** Telephones in the call, which cannot raise a hand in the room; for whoever leads. */
  readonly phones?: readonly string[];
  /** Undefined lowers it. */
  readonly onRaise: (kind: SpeechKind | undefined) => void;
  /** For whoever leads; absent for everybody else. */
  readonly onCommand?: ((command: SpeakingCommand) => void) | undefined;
  /** A change is on its way. */
  readonly busy: boolean;
  readonly problem: FloorProblem | undefined;
  /** Whether only who has the floor may speak, and how that is changed; absent where it cannot be. */
  readonly locked?: { readonly on: boolean; readonly change: (on: boolean) => void } | undefined;
}

/** Name of somebody; whoever has left the room has none any more. @param unknown what stands there then */
export function nameIn(
  { nameOf, list }: Pick<SpeakingListProps, "nameOf" | "list">,
  unknown: string,
  userId: string,
): string {
  const { phones = {} } = list ?? {};
  const phone = Object.hasOwn(phones, userId) ? phones[userId] : undefined;
  return nameOf(userId)?.name ?? (phone === "" ? undefined : phone) ?? unknown;
}
