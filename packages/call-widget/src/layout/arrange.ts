/** Who stands where. Pure. */
import type { CallParticipant, ViewSlice } from "../contract/index.ts";

export type LayoutName = "full" | "side" | "picture";

export interface Arrangement<T> {
  /** The shared screen or the person in the large place, if there is one. */
  readonly large?: T;
  readonly largeIsScreen: boolean;
  /** Who signs, beside whatever is large. */
  readonly signing?: T;
  readonly tiles: readonly T[];
  /** Oneself, small in the corner. */
  readonly corner?: T;
  /** Everybody else who shares a screen, in order of arrival. */
  readonly sharing: readonly T[];
}

type Arrangeable = Pick<
  CallParticipant,
  "id" | "userId" | "isLocal" | "sharingScreen" | "dominant"
>;

/** Names a person through several connections: whoever comes back has another endpoint. */
export function personKey(person: Pick<CallParticipant, "id" | "userId">): string {
  return person.userId ?? person.id;
}

interface Large<T> {
  readonly large?: T | undefined;
  readonly largeIsScreen: boolean;
}

function largeOf<T extends Arrangeable>(
  others: readonly T[],
  view: ViewSlice,
  alwaysOne: boolean,
): Large<T> {
  const sharing = others.filter((one) => one.sharingScreen);
  const { pinned } = view;
  if (pinned) {
    const isScreen = pinned.what === "screen";
    const large = (isScreen ? sharing : others).find((one) => personKey(one) === pinned.person);
    if (large) return { large, largeIsScreen: isScreen };
  }
  if (sharing[0]) return { large: sharing[0], largeIsScreen: true };
  if (!alwaysOne) return { largeIsScreen: false };
  // Who signs has a place already; large is who speaks, and until somebody else does, who did.
  const people = others.filter((one) => personKey(one) !== view.signing);
  const large =
    people.find((one) => one.dominant) ??
    people.find((one) => one.id === view.speaker) ??
    people[0];
  return { large: large ?? others[0], largeIsScreen: false };
}

/**
 * Who stands where. Nobody's own screen is shown large to themself: that would be a hall of mirrors.
 * Alone: oneself. Two: the other one, oneself in the corner. More: everybody alike or who speaks
 * large, oneself last. Something pinned comes before a shared screen, that before who speaks.
 */
export function arrange<T extends Arrangeable>(
  participants: readonly T[],
  layout: LayoutName,
  view: ViewSlice = { mode: "tiles" },
): Arrangement<T> {
  const others = participants.filter((one) => !one.isLocal);
  const own = participants.find((one) => one.isLocal);
  const sharing = others.filter((one) => one.sharingScreen);
  const { large, largeIsScreen } = largeOf(
    others,
    view,
    layout === "picture" || (view.mode === "speaker" && others.length > 0),
  );
  if (layout === "picture") {
    const only = large ?? own;
    return { ...(only ? { large: only } : {}), largeIsScreen, tiles: [], sharing };
  }
  const largeFace = largeIsScreen ? undefined : large;
  const signing = others.find((one) => personKey(one) === view.signing && one !== largeFace);
  const rest = participants.filter((one) => one !== largeFace && one !== signing);
  const placed = {
    ...(large ? { large } : {}),
    largeIsScreen,
    ...(signing ? { signing } : {}),
    sharing,
  };
  const ownAlone = own !== undefined && rest.length === 1 && rest[0] === own;
  // Only one other person: they have all the room, as a face or as who signs.
  if (others.length === 1 && own && !large) {
    return { largeIsScreen: false, tiles: others, corner: own, sharing };
  }
  if (ownAlone && large) return { ...placed, tiles: [], corner: own };
  return { ...placed, tiles: rest };
}
