import type { LevelActions } from "../../contract/index.ts";
import { LevelMeter } from "../../media/level.ts";
import type { Engine } from "../feature.ts";

/** How loud one's own microphone is. Listens in the preview alone; in the call nobody looks at it. */
export const level = {
  attach(engine: Engine) {
    const meter = new LevelMeter();
    const stop = engine.onEvent(({ kind }) => {
      if (kind !== "media-changed") return;
      const preview = engine.phase.kind === "preview" || engine.phase.kind === "failed";
      meter.watch(preview ? engine.local.stream("microphone") : undefined);
    });
    const actions: LevelActions = { level: () => meter.read() };
    return {
      actions,
      dispose() {
        stop();
        meter.stop();
      },
    };
  },
};
