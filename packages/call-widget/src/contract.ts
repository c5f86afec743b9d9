/**
 * What a host (the web client, the guest page, the widget page) gives to a call and gets from it.
 * The widget knows nothing of Matrix: names, roles and tokens come in through these types.
 */
import type { JoinResponse } from "@plenum/model";

export interface CallHost {
  /** Asks the appservice for a fresh token; called on every join and before a token runs out. */
  join(): Promise<JoinResponse>;
  /** The call began for this device: announce it (Matrix call membership). */
  joined(): Promise<void>;
  /** The call ended for this device, by whatever way. Called exactly once after `joined`. */
  left(reason: CallEndReason): void;
}

export type CallEndReason =
  | "hung-up"
  | "removed"
  | "token-refused"
  | "connection-lost"
  | "room-gone"
  | "joined-elsewhere";

/** Why something does not work, as a stable word; the views translate it. */
export type CallProblem =
  | "camera-refused"
  | "camera-missing"
  | "camera-busy"
  | "microphone-refused"
  | "microphone-missing"
  | "microphone-busy"
  | "screen-refused"
  | "insecure-origin"
  | "library-unavailable"
  | "server-unreachable"
  | "token-refused"
  | "room-gone"
  | "media-blocked";

/** How a call is made; all of it optional. */
export interface CallOptions {
  /** Loads lib-jitsi-meet from here before the first token is there; `JoinResponse` decides in the end. */
  readonly libraryUrl?: string;
  /** Whether the call begins with the microphone on. Default: yes. */
  readonly microphone?: boolean;
  /** Whether the call begins with the camera on. Default: yes. */
  readonly camera?: boolean;
  /** Remembers chosen devices from call to call. Default: `localStorage`, where there is one. */
  readonly storage?: Pick<Storage, "getItem" | "setItem">;
}

export type CallPhase =
  | { readonly kind: "preview" }
  | { readonly kind: "joining" }
  | { readonly kind: "joined" }
  /** Signalling or media is being restored; shown as one quiet line. */
  | { readonly kind: "reconnecting"; readonly since: number }
  | { readonly kind: "ended"; readonly reason: CallEndReason }
  | { readonly kind: "failed"; readonly problem: CallProblem };

export interface CallParticipant {
  /** Jitsi endpoint id. */
  readonly id: string;
  /** Matrix user id from the token's identity, where the server passes it on. */
  readonly userId?: string;
  readonly displayName: string;
  readonly isLocal: boolean;
  readonly isGuest: boolean;
  readonly isModerator: boolean;
  readonly audioMuted: boolean;
  readonly videoMuted: boolean;
  readonly sharingScreen: boolean;
  readonly dominant: boolean;
}

export interface CallSnapshot {
  readonly phase: CallPhase;
  /** Stable order: oneself last, others in order of arrival. */
  readonly participants: readonly CallParticipant[];
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly screenOn: boolean;
  /** Problems that do not end the call, e.g. `camera-refused`. */
  readonly problems: readonly CallProblem[];
  readonly devices: CallDevices;
  /** Device ids in use or chosen; absent where the browser decides. */
  readonly chosen: Readonly<Partial<Record<DeviceKind, string>>>;
}

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

/** A call on this device. Created by `createCall`; `dispose` frees every device and socket. */
export interface Call {
  get(): CallSnapshot;
  subscribe(listener: () => void): () => void;
  /** Opens camera and microphone for the preview. */
  prepare(): Promise<void>;
  join(): Promise<void>;
  setMicrophone(on: boolean): Promise<void>;
  setCamera(on: boolean): Promise<void>;
  setScreen(on: boolean): Promise<void>;
  chooseDevice(kind: DeviceKind, deviceId: string): Promise<void>;
  /** Microphone level of the preview, 0…1. */
  level(): number;
  /** Attaches a participant's picture (or screen) to an element; returns the detach function. */
  attachVideo(
    participantId: string,
    what: "camera" | "screen",
    element: HTMLVideoElement,
  ): () => void;
  /** Starts the sound after `media-blocked`; call it from a click. */
  unblock(): Promise<void>;
  /** Takes a problem off the list. */
  dismiss(problem: CallProblem): void;
  leave(): Promise<void>;
  dispose(): void;
}
