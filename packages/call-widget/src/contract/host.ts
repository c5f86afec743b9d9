/** What a host gives to a call. Only the first three are asked of everybody. */
import type { JoinResponse, ModerationActBody, SpeechKind, SubRoom } from "@plenum/model";
import type { ActProblem, HostFloor } from "./floor.ts";
import type { CallEndReason } from "./snapshot.ts";

export interface CallHost {
  /** Asks the appservice for a fresh token; called on every join and before a token runs out. */
  join(): Promise<JoinResponse>;
  /** The call began for this device: announce it (Matrix call membership). */
  joined(): Promise<void>;
  /** The call ended for this device, by whatever way. Called exactly once after `joined`. */
  left(reason: CallEndReason): void;
  /** Raised hands of the room. Without it nobody can raise one. */
  readonly hands?: HostHands;
  /** Lecture, locks and the floor, as the room has them. Without it nobody can change them here. */
  readonly floor?: HostFloor;
  /** Carries out what moderators do to others. Without it the media server alone does some of it. */
  readonly moderation?: HostModeration;
  /** Writes a finished line of real-time text into the room, encrypted as the room is. */
  sendLine?(text: string): Promise<void>;
  /** Carries media keys between the devices of the call. Without it media is encrypted to the server alone. */
  readonly keys?: HostKeys;
  /** Takes the call's shortcuts into the host's own list, and works them. */
  readonly shortcuts?: HostShortcuts;
  /** Shows the chat with one person of the call beside it. Without it nobody writes privately. */
  writePrivately?(userId: string): void;
  /** Asks what somebody of the room has done, and reports it. Without it nobody reports from the call. */
  report?(userId: string): void;
  /** Shows who is banned from the room. Without it that is done elsewhere. */
  showBanned?(): void;
  /** Small calls beside this one, for sound alone. Without them nobody can talk aside. */
  readonly subRooms?: HostSubRooms;
}

export interface HostModeration {
  /**
   * Never throws.
   * @returns what went wrong
   */
  act(act: ModerationActBody): Promise<ActProblem | undefined>;
}

/** Talking aside, as the server has it: who asks whom is its word, not that of others in the call. */
export interface HostSubRooms {
  /** Those that this person is in or asked to come to. */
  list(): Promise<readonly SubRoom[]>;
  /** Opens one and asks people (Matrix user ids) to come. */
  open(people: readonly string[]): Promise<SubRoom>;
  invite(id: string, people: readonly string[]): Promise<SubRoom>;
  /** Accepts, or comes back. */
  join(id: string): Promise<JoinResponse>;
  /** Declines, or leaves. */
  leave(id: string): Promise<void>;
}

/** A value of the host that changes; `get` gives the same object until the next change. */
export interface HostValue<T> {
  get(): T;
  /** @returns the function that unsubscribes */
  subscribe(listener: () => void): () => void;
}

export interface RaisedHand {
  readonly userId: string;
  /** What for, where the host knows it. */
  readonly kind?: SpeechKind;
  /** Milliseconds since 1970 on the server's clock: hands stand in this order. */
  readonly since: number;
}

export interface HostHands {
  readonly raised: HostValue<readonly RaisedHand[]>;
  /**
   * Raises or lowers one's own hand.
   * @param kind what for; without it a wish to speak, or a question in a lecture
   */
  raise(up: boolean, kind?: SpeechKind): Promise<void>;
  /** Lowers somebody else's; for moderators. */
  lower(userId: string): Promise<void>;
}

/** A key with which one endpoint encrypts what it sends. */
export interface HostMediaKey {
  /** Jitsi endpoint id of the sender. */
  readonly endpoint: string;
  /** Place in the sender's ring of keys, 0…15. */
  readonly index: number;
  readonly key: Uint8Array;
}

/** A key that came encrypted from this device, which is in the call and signed by its owner. */
export interface ReceivedMediaKey extends HostMediaKey {
  readonly userId: string;
  readonly deviceId: string;
}

/** A device that the room says is in the call. */
export interface HostDevice {
  readonly userId: string;
  readonly deviceId: string;
  /** `signed` by its owner; `confirmed`: and one has compared the owner's keys. The others get no keys. */
  readonly trust: "confirmed" | "signed" | "unsigned" | "changed";
}

/** Why this device cannot take part in encrypted calls: nobody has signed it. */
export type KeyObstacle = "device" | "guest";

/** All of it is known when `join` has answered. */
export interface HostKeys {
  /** This device, as the others know it. */
  readonly own: Pick<HostDevice, "userId" | "deviceId">;
  /** Whether calls here are to be encrypted from device to device. */
  readonly wanted: HostValue<boolean>;
  readonly obstacle: HostValue<KeyObstacle | undefined>;
  /** Every device in the call but this one. */
  readonly devices: HostValue<readonly HostDevice[]>;
  /** Sends a key of this device to those of the devices that may have it. */
  send(key: HostMediaKey, to: readonly HostDevice[]): Promise<void>;
  /** @returns the function that unsubscribes */
  onKey(listener: (key: ReceivedMediaKey) => void): () => void;
}

export interface CallShortcut {
  /** Stable name, e.g. `microphone`. */
  readonly id: string;
  /** A key as `KeyboardEvent.key` names it, in lower case. */
  readonly key: string;
  /** What it does, in the user's language. */
  readonly label: string;
  run(): void;
}

export interface HostShortcuts {
  /** @returns the function that takes them off again */
  register(shortcuts: readonly CallShortcut[]): () => void;
}
