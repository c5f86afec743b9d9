import type { CallEngine } from "./engine.ts";
import type { EngineEvent } from "./engine-events.ts";

export type { EngineEvent };

/** The engine as features (and the stand-ins of their tests) know it. */
export type Engine = Pick<CallEngine, keyof CallEngine>;

/** A feature at work in one call. */
export interface AttachedFeature {
  /**
   * What the views see of it, under the feature's name in the snapshot. It must be the same object
   * until something in it changed: views that look at this part alone are drawn anew by that.
   */
  readonly slice?: () => object;
  /** What views may ask it for; becomes part of `Call`. */
  readonly actions?: object;
  /** The call is over and will not come back: lets go of timers, listeners and devices. */
  dispose(): void;
}

/**
 * Something that a call can do beyond running: devices, sound, raised hands. It is attached once,
 * before anything happens, and lives through all sessions of the call.
 */
export interface CallFeature {
  attach(engine: Engine): AttachedFeature;
}
