import { background } from "../background/feature.ts";
import { bandwidth } from "../bandwidth/feature.ts";
import { capture } from "../capture/feature.ts";
import { captions } from "../captions/feature.ts";
import type { CallActions, CallSlices } from "../contract/index.ts";
import { encryption } from "../encryption/feature.ts";
import { floor } from "../floor/feature.ts";
import { lineTest } from "../line-test/feature.ts";
import { moderation } from "../people/moderation.ts";
import { hands } from "../reactions/hands.ts";
import { reactions } from "../reactions/reactions.ts";
import { view } from "../layout/view.ts";
import { rtt } from "../real-time-text/feature.ts";
import { privateChat } from "../private-chat/feature.ts";
import { statistics } from "../statistics/statistics.ts";
import { subRoom } from "../sub-room/feature.ts";
import type { AttachedFeature, CallFeature, Engine } from "./feature.ts";
import { devices } from "./features/devices.ts";
import { level } from "./features/level.ts";
import { pictures } from "./features/pictures.ts";
import { sound } from "./features/sound.ts";

type Sliced = {
  readonly [Name in keyof CallSlices]: {
    attach(engine: Engine): { readonly slice: () => CallSlices[Name] };
  };
};

/** All features of a call, in the order in which they hear of things. Names are those of slices. */
const FEATURES = {
  devices,
  level,
  sound,
  pictures,
  capture,
  lineTest,
  view,
  hands,
  floor,
  reactions,
  rtt,
  captions,
  moderation,
  statistics,
  encryption,
  bandwidth,
  subRoom,
  privateChat,
  background,
} satisfies Sliced & Readonly<Record<string, CallFeature>>;

type Together<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
type ActionsOf<Attached> = Attached extends { readonly actions: infer Actions } ? Actions : never;
type AllActions = Together<
  ActionsOf<ReturnType<(typeof FEATURES)[keyof typeof FEATURES]["attach"]>>
>;

/** The features of one call. */
export interface AttachedFeatures {
  readonly actions: CallActions;
  slices(): CallSlices;
  dispose(): void;
}

/** Attaches every feature to a call. */
export function attachFeatures(engine: Engine): AttachedFeatures {
  const attached: readonly (readonly [string, AttachedFeature])[] = Object.entries(FEATURES).map(
    ([name, feature]) => [name, feature.attach(engine)],
  );
  const actions = Object.assign({}, ...attached.map(([, one]) => one.actions)) as AllActions;
  return {
    actions,
    slices: () =>
      // Which names there are, and what they hold, is checked where the list stands.
      Object.fromEntries(
        attached.flatMap(([name, { slice }]) => (slice ? [[name, slice()]] : [])),
      ) as unknown as CallSlices,
    dispose() {
      for (const [, one] of attached) one.dispose();
    },
  };
}
