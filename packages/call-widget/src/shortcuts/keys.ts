/** Keys of the running call. */
import type { Call, CallShortcut } from "../contract/index.ts";

export type ShortcutName =
  | "microphone"
  | "camera"
  | "screen"
  | "hand"
  | "view"
  | "people"
  | "speaking"
  | "rtt"
  | "statistics"
  | "help";

/** Key of each, as `KeyboardEvent.key` names it, in lower case. */
export const KEYS: Readonly<Record<ShortcutName, string>> = {
  microphone: "m",
  camera: "v",
  screen: "s",
  hand: "h",
  view: "t",
  people: "p",
  speaking: "l",
  rtt: "r",
  statistics: "i",
  help: "?",
};
export const SHORTCUTS = Object.keys(KEYS) as readonly ShortcutName[];

/** What the small picture has no place for. */
const FULL_ONLY = new Set<ShortcutName>([
  "screen",
  "view",
  "people",
  "speaking",
  "rtt",
  "statistics",
  "help",
]);

/** What the keys of the call do. `open` shows or hides a panel. */
export function shortcutsOf(
  call: Call,
  open: (panel: "people" | "speaking" | "statistics" | "shortcuts") => void,
  label: (name: ShortcutName) => string,
  small: boolean,
): readonly CallShortcut[] {
  const run: Readonly<Record<ShortcutName, () => void>> = {
    microphone: () => void call.setMicrophone(!call.get().microphoneOn),
    camera: () => void call.setCamera(!call.get().cameraOn),
    screen: () => void call.setScreen(!call.get().screenOn),
    hand: () => call.raiseHand(!call.get().hands.own),
    view: () => call.setViewMode(call.get().view.mode === "tiles" ? "speaker" : "tiles"),
    people: () => open("people"),
    speaking: () => {
      if (call.get().floor.control?.isConference === true) open("speaking");
    },
    rtt: () => call.openRtt(!call.get().rtt.open),
    statistics: () => open("statistics"),
    help: () => open("shortcuts"),
  };
  return SHORTCUTS.filter((name) => !small || !FULL_ONLY.has(name)).map((id) => ({
    id,
    key: KEYS[id],
    label: label(id),
    run: run[id],
  }));
}

/** What is read of a `KeyboardEvent`. */
export type PressedKey = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "repeat" | "isComposing" | "defaultPrevented"
>;

/** Which key of the call was pressed, by the letter or, on a keyboard with other letters, its place. */
export function pressed<One extends { readonly key: string }>(
  event: PressedKey,
  shortcuts: readonly One[],
): One | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (event.repeat || event.isComposing || event.defaultPrevented) return undefined;
  const key = event.key.toLowerCase();
  const latin = /^[ -~]$/.test(key);
  return shortcuts.find(
    (one) => one.key === key || (!latin && event.code === `Key${one.key.toUpperCase()}`),
  );
}

const WRITING =
  "input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable=true], [role=textbox], [role=menu], dialog:modal";

/** Typing and choosing must not switch the microphone. */
export function takesKeys(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(WRITING) !== null;
}
