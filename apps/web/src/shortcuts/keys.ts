import type { Language } from "../i18n/language.ts";

/** A combination of keys, taken apart from e.g. `Mod+Shift+K`. */
export interface KeyCombination {
  /** Ctrl, on a Mac the command key. */
  readonly mod: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  /** As `KeyboardEvent.key` names it; letters in lower case. */
  readonly key: string;
}

/** What is read of a `KeyboardEvent`. */
export type PressedKey = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey"
>;

const LETTER = /^\p{L}$/u;
const ASCII = /^[ -~]$/;

/**
 * Reads a combination: modifiers `Mod`, `Shift`, `Alt` and one key, joined by `+`; e.g. `Mod+K`,
 * `Alt+ArrowDown`, `?`, `Mod++`.
 * @throws Error for what is none: combinations are written in the code
 */
export function parseKeys(text: string): KeyCombination {
  const parts = text.split("+");
  // The last key may be the plus itself.
  const key = text.endsWith("+") ? "+" : (parts.at(-1) ?? "");
  const modifiers = text.endsWith("+") ? parts.slice(0, -2) : parts.slice(0, -1);
  const known = modifiers.every((part) => ["Mod", "Shift", "Alt"].includes(part));
  if (key === "" || !known) throw new Error(`"${text}" is no combination of keys`);
  return {
    mod: modifiers.includes("Mod"),
    shift: modifiers.includes("Shift"),
    alt: modifiers.includes("Alt"),
    key: LETTER.test(key) ? key.toLowerCase() : key,
  };
}

/** Whether that is what was pressed. */
export function isPressed(
  wanted: KeyCombination,
  event: PressedKey,
  { mac }: { readonly mac: boolean },
): boolean {
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (mod !== wanted.mod || other || event.altKey !== wanted.alt) return false;
  const letter = LETTER.test(wanted.key);
  // Where a sign like "?" lies, and whether it needs Shift, depends on the keyboard.
  const sign = !letter && wanted.key.length === 1 && wanted.key !== " ";
  if (!sign && event.shiftKey !== wanted.shift) return false;
  if (event.key.toLowerCase() === wanted.key.toLowerCase()) return true;
  // On a keyboard with other letters (Greek, Cyrillic) the place of the key counts.
  return letter && !ASCII.test(event.key) && event.code === `Key${wanted.key.toUpperCase()}`;
}

const NAMES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  de: {
    Mod: "Strg",
    Shift: "Umschalt",
    Alt: "Alt",
    Enter: "Eingabe",
    Escape: "Esc",
    " ": "Leertaste",
    Delete: "Entf",
    Backspace: "Rücktaste",
    Home: "Pos1",
    End: "Ende",
    PageUp: "Bild ↑",
    PageDown: "Bild ↓",
    Tab: "Tab",
  },
  en: {
    Mod: "Ctrl",
    Shift: "Shift",
    Alt: "Alt",
    Enter: "Enter",
    Escape: "Esc",
    " ": "Space",
    Delete: "Del",
    Backspace: "Backspace",
    Home: "Home",
    End: "End",
    PageUp: "Page up",
    PageDown: "Page down",
    Tab: "Tab",
  },
};

const ARROWS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
};

/** What stands on the keys, one name a key: `["Strg", "K"]`. */
export function keyNames(
  combination: KeyCombination,
  language: Language,
  { mac }: { readonly mac: boolean },
): readonly string[] {
  const names = NAMES[language];
  const { mod, shift, alt, key } = combination;
  const modifiers = [
    ...(mod ? [mac ? "⌘" : names["Mod"]] : []),
    ...(alt ? [mac ? "⌥" : names["Alt"]] : []),
    ...(shift ? [mac ? "⇧" : names["Shift"]] : []),
  ];
  const name = ARROWS[key] ?? names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return [...modifiers, name].filter((part) => part !== undefined);
}

/** Whether somebody is writing there, so that plain keys are letters and no commands. */
export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  const silent = ["checkbox", "radio", "button", "submit", "range", "color", "file"];
  return target instanceof HTMLInputElement && !silent.includes(target.type);
}

/** Whether the device has a command key instead of Ctrl. */
export function isMac(platform: string = navigator.platform): boolean {
  return /^(?:Mac|iP)/.test(platform);
}
