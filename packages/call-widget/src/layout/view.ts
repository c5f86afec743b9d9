import { z } from "zod";
import type { Engine } from "../call/feature.ts";
import type { PinnedPicture, ViewActions, ViewMode, ViewSlice } from "../contract/index.ts";

const STORAGE_KEY = "plenum.call.view";
const modeSchema = z.enum(["tiles", "speaker"]);

function remembered(storage: Engine["storage"]): ViewMode {
  try {
    return modeSchema.catch("tiles").parse(storage?.getItem(STORAGE_KEY));
  } catch {
    // Storage that is forbidden remembers nothing.
    return "tiles";
  }
}

function remember(storage: Engine["storage"], mode: ViewMode): void {
  try {
    storage?.setItem(STORAGE_KEY, mode);
  } catch {
    // It holds for this call then.
  }
}

/** How this device looks at the call: everybody alike or who speaks, what is pinned, who signs. */
export const view = {
  attach(engine: Engine) {
    let slice: ViewSlice = { mode: remembered(engine.storage) };
    const change = (next: ViewSlice): void => {
      slice = next;
      engine.update();
    };
    const stop = engine.onEvent((event) => {
      if (event.kind !== "session" || event.event.kind !== "dominant") return;
      const { id } = event.event;
      if (id === engine.session()?.ownId() || id === slice.speaker) return;
      change({ ...slice, speaker: id });
    });
    const actions: ViewActions = {
      setViewMode(mode) {
        if (mode === slice.mode) return;
        remember(engine.storage, mode);
        change({ ...slice, mode });
      },
      pin(picture: PinnedPicture | undefined) {
        const { pinned: _before, ...rest } = slice;
        change(picture ? { ...rest, pinned: picture } : rest);
      },
      setSigning(person) {
        const { signing: _before, ...rest } = slice;
        change(person === undefined ? rest : { ...rest, signing: person });
      },
    };
    return { slice: (): ViewSlice => slice, actions, dispose: stop };
  },
};
