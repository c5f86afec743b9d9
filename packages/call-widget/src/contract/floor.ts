import type { Obstacle, PublishedList, SpeakingCommand } from "@plenum/model";
import type { HostValue } from "./host.ts";

/** What can be closed for all but moderators, presenters and whoever has the floor. */
export type LockKind = "audio" | "video" | "desktop";

/** What the room says about who may do what in its call. People are Matrix user ids. */
export interface HostFloorState {
  /** Whether the room has somebody who carries out lectures and the floor. */
  readonly isConference: boolean;
  /** This person only listens: raises no hand. */
  readonly isListener?: boolean;
  readonly lecture: boolean;
  readonly locks: Readonly<Record<LockKind, boolean>>;
  /** Those to whom the floor was given. */
  readonly holders: readonly string[];
  /** The speaking list as the room has it; absent where nobody has used it yet. */
  readonly list?: PublishedList | undefined;
  /** Presenters and moderators. */
  readonly presenters: readonly string[];
  /** What this person may change. */
  readonly may: { readonly conference: boolean; readonly floor: boolean; readonly roles: boolean };
}

/** Something that a moderator changes for everybody. */
export type FloorChange =
  | { readonly kind: "lecture"; readonly on: boolean }
  | { readonly kind: "lock"; readonly media: LockKind; readonly locked: boolean }
  | { readonly kind: "floor"; readonly userId: string; readonly given: boolean }
  | { readonly kind: "moderator"; readonly userId: string }
  /** Of the speaking list. */
  | { readonly kind: "list"; readonly command: SpeakingCommand };

/** Why a change did not come about, or (`not-applied`) not yet in the running call. */
export type FloorProblem =
  | "forbidden"
  | "not-a-conference"
  | "full"
  | "unreachable"
  | "not-applied"
  | "failed";

/** Why something was not done to a person. */
export type ActProblem = FloorProblem | Exclude<Obstacle, "administrators">;

export interface HostFloor {
  /** Undefined as long as the room is not known. */
  readonly state: HostValue<HostFloorState | undefined>;
  /**
   * Changes the room, and has its call follow at once. Never throws.
   * @returns what went wrong
   */
  change(change: FloorChange): Promise<FloorProblem | undefined>;
}

/** What somebody else has done to what one may send. */
export type FloorNotice = "may-speak" | "may-not-speak" | "camera-closed" | "screen-closed";

export interface FloorSlice {
  /** One stage, everybody else listens. */
  readonly lecture: boolean;
  /** How many listen to a lecture, as the server counts. */
  readonly listeners?: number;
  /** What one may send oneself, as the server says. */
  readonly rights: Readonly<Record<LockKind, boolean>>;
  readonly locks: Readonly<Record<LockKind, boolean>>;
  /** By `personKey`. */
  readonly holders: readonly string[];
  /** The speaking list as the room has it; absent where nobody has used it yet. */
  readonly list?: PublishedList | undefined;
  readonly presenters: readonly string[];
  /** What one may change here; absent where the host has no say in it. */
  readonly control?: HostFloorState["may"] & { readonly isConference: boolean };
  /** A change is on its way; what it will be is shown already. */
  readonly busy: boolean;
  readonly problem?: FloorProblem;
  readonly notice?: FloorNotice;
}

export interface FloorActions {
  changeFloor(change: FloorChange): Promise<void>;
  /** Takes notice and problem off the screen. */
  dismissFloor(): void;
}
