export type DeviceKind = "microphone" | "camera" | "speaker";

export interface CallDevice {
  readonly id: string;
  /** Empty until the browser may tell it. */
  readonly label: string;
}

export interface CallDevices {
  readonly microphones: readonly CallDevice[];
  readonly cameras: readonly CallDevice[];
  readonly speakers: readonly CallDevice[];
}
