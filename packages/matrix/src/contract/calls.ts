import type { Observable } from "./observable.ts";
import type { RingState } from "../calls/ring-state.ts";

export type { RingState } from "../calls/ring-state.ts";

/** What became of a call that rang. `busy` while it may still be answered. */
export type CallOutcome = "ringing" | "answered" | "declined" | "busy" | "missed";

/** A call that asks for this person, or with which this person asks for others. */
export interface Ring {
  /** Id of the event. */
  readonly id: string;
  readonly roomId: string;
  readonly callerId: string;
  /** As the room knows the caller. */
  readonly callerName: string;
  /** Sent from this device. */
  readonly own: boolean;
  /** It rings; else it only says that a call has begun. */
  readonly loud: boolean;
  readonly state: RingState;
  /** Milliseconds since the epoch by this device's clock; the age comes from the server. */
  readonly endsAt: number;
}

/** Asking for people and being asked for. Loaded when it is first asked for. */
export interface Calls {
  /**
   * Calls of the last minutes, one for each room and caller, oldest first. What is too old, edited,
   * taken back, by somebody ignored or without its caller in the call never gets to `ringing`.
   */
  readonly rings: Observable<readonly Ring[]>;
  /**
   * Asks the others of a room into the call that this device has just begun there: in a
   * conversation of two it rings, elsewhere it tells. Does nothing where nobody else is.
   * @param membership id of the event that says that this device is in the call; found in the room
   * where it is missing
   * @throws MatrixFailure
   */
  ring(roomId: string, membership?: string): Promise<void>;
  /**
   * Does not come. It stops ringing on all devices of this person; with `busy` one may still come.
   * @param reason `text` is shown to the caller
   * @throws MatrixFailure
   */
  decline(id: string, reason: { readonly busy?: boolean; readonly text?: string }): Promise<void>;
  /** Keys of a room's call, until they are closed. Have to be there before this device joins. */
  keys(roomId: string): CallKeys;
}

/** A device that the room says is in the call, as far as this device trusts it. */
export interface CallDevice {
  readonly userId: string;
  readonly deviceId: string;
  /**
   * `confirmed`: signed by its owner, whose keys this person has compared. `signed`: signed by its
   * owner. `unsigned`: anybody may have made it. `changed`: its owner has other keys than before.
   */
  readonly trust: "confirmed" | "signed" | "unsigned" | "changed";
}

/** A key with which one endpoint of a call encrypts what it sends. */
export interface CallKey {
  readonly endpoint: string;
  /** Place in the sender's ring of keys, 0…15. */
  readonly index: number;
  readonly key: Uint8Array;
}

/** A key as it came: encrypted, from exactly this device, which its owner has signed. */
export interface ReceivedCallKey extends CallKey {
  readonly userId: string;
  readonly deviceId: string;
}

/** Keys of the media of one room's call, from device to device. */
export interface CallKeys {
  /** Whether the room wants its calls encrypted. */
  readonly wanted: Observable<boolean>;
  /** Whether this device's owner has signed it; undefined until it is known. */
  readonly ownSigned: Observable<boolean | undefined>;
  /** Every device in the call but this one. */
  readonly devices: Observable<readonly CallDevice[]>;
  /** Resolves when all of the above is known; rejects when the session ends before. */
  ready(): Promise<void>;
  /**
   * Sends a key to devices of the call, encrypted for each. Those that are not signed by their
   * owner, or not in the call any more, are left out.
   * @throws MatrixFailure
   */
  send(key: CallKey, to: readonly Pick<CallDevice, "userId" | "deviceId">[]): Promise<void>;
  /** @returns the function that unsubscribes */
  onKey(listener: (key: ReceivedCallKey) => void): () => void;
  close(): void;
}
