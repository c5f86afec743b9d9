/**
 * What the features of a call add to it. A feature is one folder with its rules, views and texts,
 * an `attach…` function (`call/feature.ts`) listed in `call/features.ts`, and its types here.
 */
import type { CallDevices, DeviceKind } from "./devices.ts";

/** What each feature shows in the snapshot, under the feature's name. */
export interface CallSlices {
  readonly devices: DevicesSlice;
}

/** What views may ask features for, as part of `Call`. */
export interface CallActions extends DeviceActions, LevelActions, PictureActions, SoundActions {}

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
