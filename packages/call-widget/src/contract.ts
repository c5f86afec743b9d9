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
  readonly devices: {
    readonly microphones: readonly { readonly id: string; readonly label: string }[];
    readonly cameras: readonly { readonly id: string; readonly label: string }[];
    readonly speakers: readonly { readonly id: string; readonly label: string }[];
  };
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
  chooseDevice(kind: "microphone" | "camera" | "speaker", deviceId: string): Promise<void>;
  /** Microphone level of the preview, 0…1. */
  level(): number;
  /** Attaches a participant's picture (or screen) to an element; returns the detach function. */
  attachVideo(
    participantId: string,
    what: "camera" | "screen",
    element: HTMLVideoElement,
  ): () => void;
  leave(): Promise<void>;
  dispose(): void;
}
