import type { SpeakingCommand, SpeechKind } from "./events.ts";

/** Somebody who waits for the floor. */
export interface WaitingSpeaker {
  readonly person: string;
  readonly kind: SpeechKind;
  /** Server time at which the hand went up, milliseconds since 1970. */
  readonly since: number;
  /** Event id of the hand; absent where the room has none: a telephone, or somebody put onto the list. */
  readonly hand?: string;
  /** Counts up through the list: the order in which hands went up. */
  readonly number: number;
  /** Who has last moved this person by hand. */
  readonly movedBy?: string;
  /** Who has put this person onto the list. */
  readonly addedBy?: string;
}

/** Somebody who has the floor. */
export interface SpeakingTurn {
  readonly person: string;
  readonly kind: SpeechKind;
  readonly since: number;
}

/** What somebody has spoken so far. */
export interface SpeakingSum {
  readonly turns: number;
  readonly ms: number;
}

/** The speaking list of a room, with all that is needed to go on. */
export interface SpeakingList {
  readonly open: boolean;
  readonly firstTimeFirst: boolean;
  readonly several: boolean;
  /** Seconds of one speech; 0 for no limit. */
  readonly limit: number;
  readonly queue: readonly WaitingSpeaker[];
  readonly turns: readonly SpeakingTurn[];
  readonly sums: Readonly<Record<string, SpeakingSum>>;
  /** Names of the telephones among all these, by their id. */
  readonly phones: Readonly<Record<string, string>>;
  /** Server time of the last event; never goes back. */
  readonly at: number;
  readonly counter: number;
  /** Ids of the events that were worked off last, oldest first. */
  readonly handled: readonly string[];
}

export const EMPTY_LIST: SpeakingList = {
  open: true,
  firstTimeFirst: false,
  several: false,
  limit: 0,
  queue: [],
  turns: [],
  sums: {},
  phones: {},
  at: 0,
  counter: 0,
  handled: [],
};

/** Something that happened in the room and concerns the list. */
export type SpeakingDeed =
  | {
      readonly type: "hand";
      readonly person: string;
      readonly kind: SpeechKind | undefined;
      /** Of a telephone. */
      readonly name?: string;
    }
  /** Somebody has taken the hand event `hand` out of the room. */
  | { readonly type: "hand-taken"; readonly hand: string; readonly by: string }
  | {
      readonly type: "command";
      readonly by: string;
      readonly command: SpeakingCommand;
      /** Of the telephone that it concerns. */
      readonly name?: string;
    }
  /** Not in the room any more, or only a listener from now on. */
  | { readonly type: "gone"; readonly person: string }
  /** What nobody was allowed to ask for, or could be read: is worked off all the same. */
  | { readonly type: "void" };

/** The same, as the room's server stamped it. */
export type SpeakingEvent = SpeakingDeed & {
  /** Event id. */
  readonly id: string;
  /** Server time, milliseconds since 1970. */
  readonly at: number;
};

/** An entry of the log from which minutes are made. */
export interface SpeakingRecord {
  readonly at: number;
  readonly act:
    | "given"
    | "added"
    | "spoke"
    | "moved"
    | "removed"
    | "opened"
    | "closed"
    | "rules"
    | "cleared"
    | "begun";
  /** Who did it; absent where it happened by itself. */
  readonly by?: string;
  readonly person?: string;
  /** Of a telephone, which has no name elsewhere. */
  readonly name?: string;
  readonly kind?: SpeechKind;
  /** Of a speech: from when to when, and what it makes of the person's sum. */
  readonly since?: number;
  readonly until?: number;
  readonly turns?: number;
  readonly sum?: number;
  /** Of a move: places, from 1. */
  readonly from?: number;
  readonly to?: number;
  readonly firstTimeFirst?: boolean;
  readonly several?: boolean;
  readonly limit?: number;
}

/** What an event makes of a list. */
export interface SpeakingStep {
  readonly list: SpeakingList;
  readonly records: readonly SpeakingRecord[];
  /** Hand events that have done their work, or could not: to be taken out of the room. */
  readonly lowered: readonly string[];
}
