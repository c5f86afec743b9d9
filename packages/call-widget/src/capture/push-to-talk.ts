/** Holding a key to be heard. Pure; `talk-key.ts` brings the keys. */

export type TalkEvent =
  /** The key went down; browsers repeat it while it is held. */
  | { readonly kind: "pressed"; readonly muted: boolean }
  | { readonly kind: "released" }
  /** The tail after the last word is over. */
  | { readonly kind: "tail-over" }
  /** The window lost the keyboard: nobody hears of the key going up. */
  | { readonly kind: "lost" };

export type TalkState = "idle" | "talking" | "tail";

/** Milliseconds for which a voice still goes out after the key went up: last syllables are long. */
export const TAIL = 250;

/** The next state. Who is on already is not switched off by letting a key go. */
export function talk(state: TalkState, event: TalkEvent): TalkState {
  switch (event.kind) {
    case "pressed":
      if (state === "tail") return "talking";
      return state === "idle" && event.muted ? "talking" : state;
    case "released":
      return state === "talking" ? "tail" : state;
    case "tail-over":
      return state === "tail" ? "idle" : state;
    case "lost":
      break;
  }
  return "idle";
}
