import type { ComponentType } from "react";
import { isPressed, type KeyCombination, parseKeys, type PressedKey } from "./keys.ts";

/** Where a shortcut works; the help lists them under these headings, in this order. */
export const SCOPES = [
  "everywhere",
  "list",
  "meetings",
  "room",
  "message",
  "composer",
  "call",
] as const;
export type ShortcutScope = (typeof SCOPES)[number];

/** Something that can be done by keys, from the command palette, or both. */
export interface Action {
  readonly id: string;
  /** Translated; a verb: "Neue Nachricht". */
  readonly label: string;
  readonly scope: ShortcutScope;
  /** Alternatives, e.g. `["Mod+K"]`; see `parseKeys`. */
  readonly keys?: readonly string[];
  /** Missing for keys that a view handles itself and that the help shall list. */
  readonly run?: () => void;
  /** Also while a dialog is open. */
  readonly inDialogs?: boolean;
  /** Set for what the command palette offers. */
  readonly command?: {
    readonly Icon?: ComponentType<{ "aria-hidden": "true" }>;
    /** Other words under which it is found, separated by spaces. */
    readonly words?: string;
  };
}

interface Entry {
  readonly action: Action;
  readonly combinations: readonly KeyCombination[];
}

/** Everything that can be done at the moment. What registers last comes first. */
export class ActionRegistry {
  #entries: readonly Entry[] = [];
  #actions: readonly Action[] = [];
  readonly #listeners = new Set<() => void>();

  /** @returns the function that takes it out again */
  add(action: Action): () => void {
    const entry = { action, combinations: (action.keys ?? []).map(parseKeys) };
    this.#set([entry, ...this.#entries]);
    return () => this.#set(this.#entries.filter((other) => other !== entry));
  }

  /** One reference until something changes; one action for each id, the newest. */
  readonly actions = (): readonly Action[] => this.#actions;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /**
   * The action for a key press, if there is one that may run now.
   * @param situation.writing the focus is in a field: only combinations with Ctrl count, and Alt
   *   with an arrow key, which write nothing
   * @param situation.dialog a dialog is open
   */
  find(
    event: PressedKey,
    situation: { readonly mac: boolean; readonly writing: boolean; readonly dialog: boolean },
  ): Action | undefined {
    return this.#entries.find(
      ({ action, combinations }) =>
        action.run !== undefined &&
        (!situation.dialog || action.inDialogs === true) &&
        combinations.some(
          (keys) =>
            (!situation.writing || keys.mod || isArrowWithAlt(keys)) &&
            isPressed(keys, event, situation),
        ),
    )?.action;
  }

  #set(entries: readonly Entry[]): void {
    this.#entries = entries;
    const byId = new Map<string, Action>();
    for (const { action } of entries) if (!byId.has(action.id)) byId.set(action.id, action);
    this.#actions = [...byId.values()];
    for (const listener of Array.from(this.#listeners)) listener();
  }
}

function isArrowWithAlt({ alt, key }: KeyCombination): boolean {
  return alt && key.startsWith("Arrow");
}
