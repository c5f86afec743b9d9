import type {
  ConferenceLocks,
  PublishedList,
  SeenHand,
  SpeakingCommand,
  SpeechKind,
} from "@plenum/model";
import type { Observable } from "./observable.ts";

/** What a room says about its call: who may do what in it, and who wants to speak. */
export interface ConferenceState {
  /** Made by the appservice, which is in the room and follows what is changed there. */
  readonly isConference: boolean;
  /** Whether this person only listens, by the role alone: raises no hand and is heard by nobody. */
  readonly isListener: boolean;
  /** One stage, everybody else listens. */
  readonly lecture: boolean;
  /** What only moderators, presenters and whoever has the floor may send. */
  readonly locks: ConferenceLocks;
  /** Ids of those to whom the floor was given. */
  readonly holders: readonly string[];
  /** Ids of presenters and moderators, as the room names them. */
  readonly presenters: readonly string[];
  /** Raised hands, the first to go up in front; `since` is milliseconds since 1970 by the servers' clocks. */
  readonly hands: readonly SeenHand[];
  /** The one order that all see; absent where nobody keeps it, or nobody has used it yet. */
  readonly list?: PublishedList | undefined;
  /** What this person may change. */
  readonly may: {
    /** Lecture and locks. */
    readonly conference: boolean;
    readonly floor: boolean;
    readonly roles: boolean;
    readonly hand: boolean;
  };
}

/**
 * Rooms as places of calls. Loaded when it is first asked for. Every method throws MatrixFailure, and
 * acts for the engine that runs at that moment.
 */
export interface Conferences {
  /** What the room says, for as long as somebody looks at it. */
  watch(roomId: string): {
    readonly value: Observable<ConferenceState | undefined>;
    readonly close: () => void;
  };
  setLecture(roomId: string, on: boolean): Promise<void>;
  setLock(roomId: string, kind: keyof ConferenceLocks, locked: boolean): Promise<void>;
  makeModerator(roomId: string, userId: string): Promise<void>;
  /**
   * Raises one's own hand, or lowers it.
   * @param kind what for; without it a question in a lecture, else a wish to speak
   */
  raiseHand(roomId: string, up: boolean, kind?: SpeechKind): Promise<void>;
  /** Asks for a change of the speaking list, for whoever leads. Never encrypted: it names people alone. */
  lead(roomId: string, command: SpeakingCommand): Promise<void>;
  /** Lowers somebody else's. The server asks for the right to remove what others wrote. */
  lowerHand(roomId: string, userId: string): Promise<void>;
}
