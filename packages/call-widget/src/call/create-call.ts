import type { Call, CallHost, CallOptions, CallSnapshot } from "../contract/index.ts";
import { CallEngine } from "./engine.ts";
import { attachFeatures } from "./features.ts";

/**
 * A call on this device, at first in its preview. Nothing happens before `prepare` or `join`.
 * The host hears `joined` once, and `left` exactly once after that.
 */
export function createCall(host: CallHost, options: CallOptions = {}): Call {
  const engine = new CallEngine(host, options);
  const features = attachFeatures(engine);
  const build = (): CallSnapshot => ({ ...engine.core(), ...features.slices() });
  let snapshot = build();
  let disposed = false;
  // The first to hear of a change: whoever hears of it later finds the new snapshot.
  engine.onChange(() => {
    snapshot = build();
  });
  return {
    get: () => snapshot,
    subscribe: (listener) => engine.onChange(listener),
    prepare: () => engine.prepare(),
    join: () => engine.join(),
    setMicrophone: (on) => engine.setMicrophone(on),
    setCamera: (on) => engine.local.set("camera", on),
    setScreen: (on) => engine.local.set("screen", on),
    dismiss: (problem) => engine.dismiss(problem),
    leave: () => engine.leave(),
    ...features.actions,
    dispose() {
      if (disposed) return;
      disposed = true;
      engine.end();
      features.dispose();
      engine.close();
    },
  };
}
