/**
 * What the features of a call add to it. A feature is one folder with its rules, views and texts,
 * an `attach…` function (`call/feature.ts`) listed in `call/features.ts`, and its types here.
 */
import type { CallDevices, DeviceKind } from "./devices.ts";
import type { LineTestActions } from "./line-test.ts";

/** What each feature shows in the snapshot, under the feature's name. */
export interface CallSlices {
  readonly devices: DevicesSlice;
  readonly capture: CaptureSlice;
}

/** What views may ask features for, as part of `Call`. */
export interface CallActions
  extends
    DeviceActions,
    LevelActions,
    PictureActions,
    SoundActions,
    CaptureActions,
    LineTestActions {}

export interface DevicesSlice extends CallDevices {
  /** Device ids in use or chosen; absent where the browser decides. */
  readonly chosen: Readonly<Partial<Record<DeviceKind, string>>>;
}

export interface DeviceActions {
  chooseDevice(kind: DeviceKind, deviceId: string): Promise<void>;
}

export interface LevelActions {
  /** Microphone level of the preview, 0…1. */
  level(): number;
}

export interface PictureActions {
  /** Attaches a participant's picture (or screen) to an element; returns the detach function. */
  attachVideo(
    participantId: string,
    what: "camera" | "screen",
    element: HTMLVideoElement,
  ): () => void;
}

export interface SoundActions {
  /** Starts the sound after `media-blocked`; call it from a click. */
  unblock(): Promise<void>;
}

/** One's own microphone on its way into the call. */
export interface CaptureSlice {
  /** `muted-speaking`: one speaks and is muted. `no-sound`: the microphone is on and gives nothing. */
  readonly hint?: "muted-speaking" | "no-sound";
  /** Whether noise is taken out of the voice; `unavailable` where this browser cannot. */
  readonly suppression: "off" | "loading" | "on" | "unavailable";
  /** Whether the space bar lets one be heard while it is held. */
  readonly pushToTalk: boolean;
  /** One is heard because the key is held. */
  readonly talking: boolean;
}

export interface CaptureActions {
  setSuppression(on: boolean): void;
  setPushToTalk(on: boolean): void;
  /** Begins or ends talking as if the key was held: for a button on devices without keys. */
  talk(on: boolean): void;
  /** Sends the hint away for a while. */
  dismissHint(): void;
  /** Calls in rooms of this kind begin like this from now on. */
  rememberBegin(source: "microphone" | "camera", on: boolean): void;
}
