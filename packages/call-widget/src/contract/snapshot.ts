/** What a call shows at a moment: its core, and one slice a feature (`features.ts`). */
import type { CallSlices } from "./features.ts";

export type CallEndReason =
  | "hung-up"
  | "removed"
  | "token-refused"
  | "connection-lost"
  | "room-gone"
  | "joined-elsewhere";

/** Why this device cannot be in a call that is encrypted from device to device. */
export type EncryptionProblem =
  | "encryption-browser"
  | "encryption-device"
  | "encryption-guest"
  | "encryption-missing";

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
  | "media-blocked"
  | EncryptionProblem;

/**
 * What is wrong with a running call: sound and picture are broken off; only signalling is, and they go
 * on; there is no way to the service; or the call is being joined anew.
 */
export type CallTrouble = "media" | "signalling" | "network" | "service";

export type CallPhase =
  | { readonly kind: "preview" }
  | { readonly kind: "joining" }
  | { readonly kind: "joined" }
  /** Something is being restored by itself; shown as one quiet line. */
  | { readonly kind: "reconnecting"; readonly since: number; readonly trouble: CallTrouble }
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

/** What every call has, whatever features it has. */
export interface CallCore {
  readonly phase: CallPhase;
  /** Stable order: oneself last, others in order of arrival. */
  readonly participants: readonly CallParticipant[];
  /** Wherever it goes: see `subRoom.microphone`. */
  readonly microphoneOn: boolean;
  readonly cameraOn: boolean;
  readonly screenOn: boolean;
  /** Problems that do not end the call, e.g. `camera-refused`. */
  readonly problems: readonly CallProblem[];
}

/** Every part is the same object until it changes, so that a view can look at one part alone. */
export interface CallSnapshot extends CallCore, CallSlices {}
