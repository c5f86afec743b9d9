import type { JoinResponse } from "@plenum/model";
import type { LockKind } from "../contract/index.ts";
import type { ParticipantFact } from "../state/participants.ts";
import type { ReceiverConstraints } from "../state/receiver-constraints.ts";
import type { RemoteSource } from "./facts.ts";
import type { JitsiLibrary, JitsiLocalTrack } from "./library-types.ts";
import type { Repair } from "./repair.ts";
import type { ServiceChoice } from "./service-choice.ts";

/** What a session tells; at most one of the endings comes, and nothing after it. */
export type SessionEvent =
  | { readonly kind: "entered" }
  /** The connection of sound and picture changed: look at `repair.mediaState()`. */
  | { readonly kind: "media" }
  /** The library tries to resume. */
  | { readonly kind: "signalling-lost" }
  | { readonly kind: "signalling-resumed" }
  /** Somebody or something changed: read `participants()` and `sources()` again. */
  | { readonly kind: "changed" }
  | { readonly kind: "dominant"; readonly id: string }
  /** Something small that somebody else sent over the bridge. Nothing about it is checked yet. */
  | { readonly kind: "message"; readonly from: string; readonly content: unknown }
  /** A moderator had this device switch its microphone off; the library has done so already. */
  | { readonly kind: "muted"; readonly by: string }
  /** A moderator wants this person to switch something on (`ask`), or has it switched off (`mute`). */
  | {
      readonly kind: "wanted";
      readonly what: "ask" | "mute";
      readonly kinds: readonly LockKind[];
      /** Matrix user id of the moderator. */
      readonly by: string | undefined;
    }
  /** The server lets this device send something, or does not any more. */
  | { readonly kind: "right"; readonly media: LockKind; readonly allowed: boolean }
  /** How many listen unseen; undefined where everybody is seen. */
  | { readonly kind: "listeners"; readonly count: number | undefined }
  | { readonly kind: "lost" }
  | { readonly kind: "token-refused" }
  | { readonly kind: "room-gone" }
  | { readonly kind: "removed" }
  | { readonly kind: "replaced" };

/** One connection with one conference on it; a reconnect makes a new one. */
export interface Session {
  ownId(): string | undefined;
  isModerator(): boolean;
  /** In order of arrival as this session saw it. */
  participants(): readonly ParticipantFact[];
  sources(): readonly RemoteSource[];
  add(track: JitsiLocalTrack): Promise<void>;
  replace(before: JitsiLocalTrack, after: JitsiLocalTrack): Promise<void>;
  /** Tells the others that a source is off which ended without being switched off. */
  sayMuted(track: JitsiLocalTrack): void;
  ask(constraints: ReceiverConstraints): void;
  /** Limits the lines of one's own camera. */
  sendAtMost(height: number): void;
  /** What the browser counts on the connection of sound and picture, while there is one. */
  statistics(): Promise<RTCStatsReport | undefined>;
  /** Sends something small to everybody else over the bridge; without a channel it is lost. */
  broadcast(content: object): void;
  /** Sends something small to one other, by endpoint id. Where the call is sealed, everybody could open it. */
  sendTo(id: string, content: object): void;
  /** What the others say under a name in their presence, by endpoint id. */
  said(name: string): ReadonlyMap<string, string>;
  /** Says something under a name in one's own presence. */
  say(name: string, value: string): void;
  /** Has somebody's device switch its microphone off; for moderators. */
  mute(id: string): void;
  /** Takes somebody out; for moderators. */
  remove(id: string): void;
  /** Whether signalling has been established; it may be lost and resumed after that. */
  readonly connected: boolean;
  /** What can be done when it is disturbed. */
  readonly repair: Repair;
  /** Leaves and hangs up. Waits for the server at most a second. */
  close(): Promise<void>;
}

/** Encrypts what goes over the data channel, from device to device. */
export interface MessageSeal {
  /** @returns undefined for what must not be sent */
  seal(content: object): Promise<object | undefined>;
  /** @returns undefined for what is not to be heard */
  open(from: string, content: unknown): Promise<unknown>;
}

export interface SessionParts {
  readonly library: JitsiLibrary;
  readonly join: JoinResponse;
  /** Tracks that the session begins with. */
  readonly tracks: () => readonly JitsiLocalTrack[];
  readonly onEvent: (event: SessionEvent) => void;
  /** Base of relative service addresses. */
  readonly base: string;
  /** There where the call is encrypted from device to device. */
  readonly seal?: MessageSeal | undefined;
  /** For a conference beside the call: a mark for its peer connections, which must be told apart. */
  readonly beside?: string;
  /** Hears which way to the service works, for all sessions of a call. */
  readonly choice: ServiceChoice;
}
