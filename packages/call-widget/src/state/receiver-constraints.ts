/** Which picture is asked for in which height, from what the tiles show. Pure. */

import type { PicturePlace } from "../contract/index.ts";

/** A picture that is on the screen right now. */
export interface ShownPicture {
  readonly sourceName: string;
  /** Height of the element in device pixels. */
  readonly height: number;
  readonly isScreen: boolean;
  readonly place: PicturePlace;
}

/** The form that `setReceiverConstraints` takes with source names. */
export interface ReceiverConstraints {
  readonly lastN: number;
  readonly selectedSources: readonly string[];
  readonly onStageSources: readonly string[];
  readonly defaultConstraints: { readonly maxHeight: number };
  readonly constraints: Readonly<Record<string, { readonly maxHeight: number }>>;
}

/** Pictures that come before their tile does are sent small, so that the first one is there at once. */
const DEFAULT_HEIGHT = 360;
const LAYERS = [180, 360, 720] as const;
const SCREEN_HEIGHT = 2160;

/** The smallest simulcast layer that still looks sharp in an element of this height. */
export function layerFor(height: number): number {
  // A layer may be stretched by a quarter before anybody sees it.
  return LAYERS.find((layer) => height <= layer * 1.25) ?? 720;
}

function wantedOf({ height, isScreen, place }: ShownPicture, largest: number): number {
  if (isScreen) return SCREEN_HEIGHT;
  return place === "signing" ? layerFor(height) : Math.min(layerFor(height), largest);
}

/**
 * What to ask the bridge for. Sources that are known but nowhere shown are not sent at all.
 * @param known names of all remote video sources
 * @param largest lines of a camera at most; sign language is never made smaller
 */
export function receiverConstraints(
  known: readonly string[],
  shown: readonly ShownPicture[],
  largest: number = LAYERS[2],
): ReceiverConstraints {
  const constraints: Record<string, { maxHeight: number }> = {};
  for (const name of known) constraints[name] = { maxHeight: 0 };
  const screens = new Set<string>();
  const stage = new Set<string>();
  const signing = new Set<string>();
  for (const picture of shown) {
    if (picture.height <= 0) continue;
    const wanted = wantedOf(picture, largest);
    const before = constraints[picture.sourceName]?.maxHeight ?? 0;
    constraints[picture.sourceName] = { maxHeight: Math.max(before, wanted) };
    if (picture.place === "signing") signing.add(picture.sourceName);
    else if (picture.isScreen) screens.add(picture.sourceName);
    else if (picture.place === "stage") stage.add(picture.sourceName);
  }
  return {
    lastN: -1,
    // What is on the stage comes before what is selected. Sign language is the last to lose frames:
    // where somebody signs, the large face makes way.
    selectedSources: [...signing, ...stage],
    onStageSources: signing.size > 0 ? [...signing, ...screens] : [...screens, ...stage],
    defaultConstraints: { maxHeight: Math.min(DEFAULT_HEIGHT, largest) },
    constraints,
  };
}
