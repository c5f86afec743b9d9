import type { TextKey } from "../i18n/keys.ts";
import type { ShortcutScope } from "./registry.ts";

/** Keys that views answer themselves, wherever the focus is inside: the help lists them too. */
export const HANDLED_BY_VIEWS: readonly {
  readonly scope: ShortcutScope;
  readonly label: TextKey;
  readonly keys: readonly string[];
}[] = [
  { scope: "list", label: "shortcuts.handled.listMove", keys: ["ArrowUp", "ArrowDown"] },
  { scope: "list", label: "shortcuts.handled.listMenu", keys: ["Shift+F10"] },
  {
    scope: "meetings",
    label: "shortcuts.handled.meetingsMove",
    keys: ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"],
  },
  { scope: "meetings", label: "shortcuts.handled.meetingsEnds", keys: ["Home", "End"] },
  { scope: "message", label: "shortcuts.handled.move", keys: ["ArrowUp", "ArrowDown"] },
  { scope: "message", label: "shortcuts.handled.ends", keys: ["Home", "End"] },
  { scope: "message", label: "shortcuts.handled.inside", keys: ["ArrowRight"] },
  { scope: "message", label: "shortcuts.handled.tools", keys: ["Enter"] },
  { scope: "message", label: "shortcuts.handled.back", keys: ["Escape"] },
  { scope: "composer", label: "shortcuts.handled.send", keys: ["Enter"] },
  { scope: "composer", label: "shortcuts.handled.newLine", keys: ["Shift+Enter"] },
  { scope: "composer", label: "shortcuts.handled.editLast", keys: ["ArrowUp"] },
  { scope: "composer", label: "shortcuts.handled.drop", keys: ["Escape"] },
  { scope: "composer", label: "shortcuts.handled.bold", keys: ["Mod+B"] },
  { scope: "composer", label: "shortcuts.handled.italic", keys: ["Mod+I"] },
  { scope: "composer", label: "shortcuts.handled.strike", keys: ["Mod+Shift+X"] },
  { scope: "composer", label: "shortcuts.handled.link", keys: ["Mod+K"] },
];
