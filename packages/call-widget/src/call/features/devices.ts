import type { DeviceActions, DevicesSlice } from "../../contract/index.ts";
import { DeviceList } from "../../media/devices.ts";
import type { Engine } from "../feature.ts";

/** Which devices there are, and which of them are used. */
export const devices = {
  attach(engine: Engine) {
    const { chosen, local } = engine;
    const list = new DeviceList(() => engine.update());
    let slice: DevicesSlice = { ...list.get(), chosen: chosen.get() };
    let from = list.get();
    list.read();
    const stop = engine.onEvent(({ kind }) => {
      if (kind === "device-opened") list.read();
    });
    const actions: DeviceActions = {
      async chooseDevice(kind, deviceId) {
        chosen.set(kind, deviceId);
        engine.update();
        if (kind === "speaker") engine.emit({ kind: "speaker-chosen", deviceId });
        else await local.changeDevice(kind);
      },
    };
    return {
      slice(): DevicesSlice {
        if (from !== list.get() || slice.chosen !== chosen.get()) {
          from = list.get();
          slice = { ...from, chosen: chosen.get() };
        }
        return slice;
      },
      actions,
      dispose() {
        stop();
        list.stop();
      },
    };
  },
};
