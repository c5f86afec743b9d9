import type { ChosenState, Liveness, ProfileField, Status } from "@plenum/model";
import type { Observable } from "./observable.ts";

/** What a person says of himself or herself, fit to be shown. */
export interface PersonProfile {
  readonly userId: string;
  /** Server name; names from elsewhere always carry their organisation. */
  readonly server: string;
  readonly isGuest: boolean;
  readonly displayName: string;
  readonly avatarMxc?: string;
  readonly organisation?: string;
  readonly function?: string;
  /** Digits and the signs one writes between them. */
  readonly phone?: string;
  readonly mail?: string;
  /** A name that `Intl` knows, e.g. `Europe/Berlin`. */
  readonly timeZone?: string;
  readonly status: Status;
}

/** What is known of a person at the moment. */
export interface PersonFacts {
  readonly profile?: PersonProfile;
  readonly liveness?: Liveness;
  /** The server knows no such person, or does not show the person to this account. */
  readonly unavailable: boolean;
}

export type OwnStatusChange =
  | {
      readonly kind: "chosen";
      readonly state: ChosenState;
      readonly text: string;
      /** Milliseconds, by the server's clock; holds until changed if left out. */
      readonly until?: number;
    }
  | {
      readonly kind: "out-of-office";
      readonly text: string;
      readonly from?: number;
      readonly until: number;
    }
  /** Back to what Plenum finds out by itself. */
  | { readonly kind: "automatic" };

/** People beyond the rooms: who is there, how to reach them, and how one is seen oneself. */
export interface People {
  /**
   * What is known of a person. The server is asked while somebody subscribes, gently and not while
   * the window is hidden; what people say of themselves comes by itself where the server can.
   */
  of(userId: string): Observable<PersonFacts>;
  /** Asks the server now, unless it was asked a moment ago. */
  refresh(userId: string): void;
  readonly ownStatus: Observable<Status>;
  /** @throws MatrixFailure */
  setOwnStatus(change: OwnStatusChange): Promise<void>;
  /** Shows to others that one is in a call; renewed by itself until it is taken back. */
  setInCall(inCall: boolean): void;
  /** Tells that nobody has touched this device for a while, or that somebody is back. */
  setIdle(idle: boolean): void;
  /** Writes a field of one's own profile; empty removes it. @throws MatrixFailure */
  setOwnField(field: ProfileField | "displayName", text: string): Promise<void>;
  /** @param picture undefined removes it @throws MatrixFailure */
  setOwnPicture(picture: Blob | undefined): Promise<void>;
  /** Ids of the rooms that one shares with a person; empty where the server does not tell. */
  roomsWith(userId: string): Promise<readonly string[]>;
  /** Milliseconds since the epoch by the server's clock: this device's may be wrong by a day. */
  now(): number;
}
