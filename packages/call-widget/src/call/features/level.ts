import type { LevelActions } from "../../contract/index.ts";
import { loudness } from "../../media/level.ts";
import type { Engine } from "../feature.ts";

/** How loud one's own microphone is, for the bar of the preview. */
export const level = {
  attach(engine: Engine) {
    const actions: LevelActions = {
      level: () =>
        engine.local.isOn("microphone") ? loudness(engine.local.microphone.measure().rms) : 0,
    };
    return { actions, dispose: () => undefined };
  },
};
