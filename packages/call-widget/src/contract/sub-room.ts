/** Somebody who talks aside, was asked to, or said no. */
export interface PersonAside {
  /** Matrix user id. */
  readonly userId: string;
  /** As the server knows them. */
  readonly name: string;
  /** `there`: hears and is heard aside. `coming`: was asked, or is connecting. */
  readonly state: "there" | "coming" | "declined";
}

/** What went wrong with talking aside, or how it ended. */
export type SubRoomProblem =
  /** The call is encrypted from device to device, which this is not. */
  | "encrypted"
  /** Somebody is not in the call, is aside already, or has said no; or there are too many. */
  | "not-now"
  | "too-often"
  | "not-possible"
  | "unreachable"
  /** Everybody else has left. */
  | "over"
  | "nobody-came"
  /** The connection broke and did not come back. */
  | "broken"
  /** There is no microphone that could be used. */
  | "no-microphone"
  /** It could not be switched off in the call, so it is not opened aside. */
  | "stuck";

export interface SubRoomSlice {
  /** Whether there is talking aside here at all. */
  readonly available: boolean;
  /** Somebody asks one to come. */
  readonly invitation?: {
    readonly id: string;
    readonly by: PersonAside;
    /** Who else was asked or is there. */
    readonly others: readonly PersonAside[];
  };
  /** The sub-room that one is in. */
  readonly room?: {
    readonly id: string;
    /** `mending`: the connection broke and is being restored. */
    readonly state: "opening" | "open" | "mending";
    /** Without oneself. */
    readonly people: readonly PersonAside[];
  };
  /** Where the microphone goes when it is on. It never goes to both. */
  readonly microphone: "plenum" | "aside";
  /** How loud the call is while one talks aside, 0…1. */
  readonly plenumVolume: number;
  /** Keys (`personKey`) of others who say that they talk aside, with whomever. */
  readonly aside: readonly string[];
  readonly problem?: SubRoomProblem;
}

export interface SubRoomActions {
  /** Asks people (Matrix user ids) to talk aside; in a sub-room, to come there, too. */
  whisperTo(people: readonly string[]): void;
  /** Accepts the invitation or declines it. */
  answerWhisper(accept: boolean): void;
  endWhisper(): void;
  /** Turns the microphone aside, or by hand back to the call, where it is opened then. */
  turnMicrophone(to: "plenum" | "aside"): void;
  /** @param volume 0…1 */
  setPlenumVolume(volume: number): void;
  dismissWhisper(): void;
}
