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
}
