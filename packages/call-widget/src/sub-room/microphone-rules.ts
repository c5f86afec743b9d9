/**
 * Where one's microphone goes while one talks aside. Pure. What holds at every moment, whatever
 * happens in whichever order: aside it is opened only after it is known to be silent in the call, and
 * in the call it is opened by hand alone.
 */

export interface MicrophoneState {
  /** Where the person wants to be heard. */
  readonly goal: "plenum" | "aside";
  /** Whether it is to be on, aside. */
  readonly on: boolean;
  /** In the call: as the person switches it, being silenced, or known to be silent and kept so. */
  readonly plenum: "free" | "closing" | "shut";
  readonly aside: "closed" | "opening" | "open";
  /** Whether there is a connection to the sub-room. */
  readonly link: boolean;
}

export type MicrophoneEvent =
  /** The person wants to be heard aside, by asking somebody, by accepting or by the switch. */
  | { readonly kind: "turn-aside" }
  /** The person wants to be heard in the call, by hand. */
  | { readonly kind: "turn-plenum" }
  /** The microphone's own switch. */
  | { readonly kind: "switch"; readonly on: boolean }
  | { readonly kind: "plenum-silent" }
  /** It could not be silenced. */
  | { readonly kind: "plenum-stuck" }
  /** It is on in the call, although it should not be. */
  | { readonly kind: "plenum-heard" }
  | { readonly kind: "link"; readonly up: boolean }
  | { readonly kind: "aside-opened" }
  | { readonly kind: "aside-failed" }
  /** There is no sub-room any more, for whatever reason. */
  | { readonly kind: "over" };

export type MicrophoneEffect =
  /** Silences it in the call at once and bars it there; `plenum-silent` when that is known. */
  | "shut-plenum"
  /** Lets it be switched on in the call again, and switches nothing on. */
  | "free-plenum"
  | "open-plenum"
  | "open-aside"
  /** Nothing goes aside any more from this moment on. */
  | "close-aside";

export const AT_HOME: MicrophoneState = {
  goal: "plenum",
  on: false,
  plenum: "free",
  aside: "closed",
  link: false,
};

interface Step {
  readonly state: MicrophoneState;
  readonly effects: readonly MicrophoneEffect[];
}

/** What follows from something that happened. Effects are to be begun in their order. */
export function turn(before: MicrophoneState, event: MicrophoneEvent): Step {
  switch (event.kind) {
    case "turn-aside": {
      const wanting: MicrophoneState = { ...before, goal: "aside", on: true };
      if (before.plenum !== "free") return opened(wanting);
      return { state: { ...wanting, plenum: "closing" }, effects: ["shut-plenum"] };
    }
    case "turn-plenum":
      // Nothing to turn back from: the call's own switch is there for that.
      if (before.goal === "plenum") return { state: before, effects: [] };
      return {
        state: { ...AT_HOME, link: before.link },
        effects: [...closing(before), "free-plenum", "open-plenum"],
      };
    case "switch":
      if (before.goal === "plenum") return { state: before, effects: [] };
      return event.on
        ? opened({ ...before, on: true })
        : { state: { ...before, on: false, aside: "closed" }, effects: closing(before) };
    case "plenum-silent":
      // Of a silencing that was given up.
      if (before.plenum !== "closing") return { state: before, effects: [] };
      return opened({ ...before, plenum: "shut" });
    case "plenum-stuck":
      return { state: { ...before, on: false, aside: "closed" }, effects: closing(before) };
    case "plenum-heard":
      if (before.goal === "plenum" || before.plenum !== "shut") {
        return { state: before, effects: [] };
      }
      return {
        state: { ...before, plenum: "closing", aside: "closed" },
        effects: [...closing(before), "shut-plenum"],
      };
    case "link":
      return event.up
        ? opened({ ...before, link: true })
        : { state: { ...before, link: false, aside: "closed" }, effects: closing(before) };
    case "aside-opened":
      return before.aside === "opening"
        ? { state: { ...before, aside: "open" }, effects: [] }
        : { state: before, effects: [] };
    case "aside-failed":
      return before.aside === "opening"
        ? { state: { ...before, on: false, aside: "closed" }, effects: closing(before) }
        : { state: before, effects: [] };
    case "over":
      return {
        state: AT_HOME,
        effects: [
          ...closing(before),
          ...(before.plenum === "free" ? [] : (["free-plenum"] as const)),
        ],
      };
    default:
      return event satisfies never;
  }
}

function closing({ aside }: MicrophoneState): readonly MicrophoneEffect[] {
  return aside === "closed" ? [] : ["close-aside"];
}

/** Opens it aside if everything is as it has to be for that. */
function opened(state: MicrophoneState): Step {
  const { goal, on, plenum, aside, link } = state;
  const ready = goal === "aside" && on && plenum === "shut" && link && aside === "closed";
  return ready
    ? { state: { ...state, aside: "opening" }, effects: ["open-aside"] }
    : { state, effects: [] };
}
