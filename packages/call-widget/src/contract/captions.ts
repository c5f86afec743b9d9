/** One's own voice, written down by the agency's recogniser while one speaks. */
export interface CaptionsSlice {
  /** Whether there is a recogniser. */
  readonly available: boolean;
  /** `failed`: the recogniser is away; nothing is written down. */
  readonly state: "off" | "starting" | "on" | "failed";
}

export interface CaptionsActions {
  /** Begins or ends having one's own voice written down for everybody. Off in every new call. */
  setCaptions(on: boolean): void;
}
