import { useCallback, useLayoutEffect, useRef, useState } from "react";
import type { FocusEvent, KeyboardEvent, RefObject } from "react";
import { flushSync } from "react-dom";

const PAGE = 10;

/** The place that a key leads to in a list; undefined for other keys. */
export function placeAfter(key: string, at: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(last, at + 1);
    case "ArrowUp":
      return Math.max(0, at - 1);
    case "PageDown":
      return Math.min(last, at + PAGE);
    case "PageUp":
      return Math.max(0, at - PAGE);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return undefined;
  }
}

/** Milliseconds after which a letter begins a new word. */
const TYPED_FOR = 700;

/**
 * The entry that typed letters lead to: the next whose name begins with them, round to the first.
 * The same letter again goes on to the next one.
 * @param at place of the focus; -1 for none
 */
export function placeOfTyped(
  names: readonly string[],
  typed: string,
  at: number,
): number | undefined {
  const wanted = typed.toLocaleLowerCase();
  const [letter = ""] = wanted;
  const repeated = wanted === letter.repeat(wanted.length);
  const begins = repeated ? letter : wanted;
  // A word that goes on may go on meaning the entry it has led to.
  const first = repeated ? at + 1 : Math.max(0, at);
  for (let step = 0; step < names.length; step += 1) {
    const place = (first + step) % names.length;
    if (names[place]?.toLocaleLowerCase().startsWith(begins) === true) return place;
  }
  return undefined;
}

/** The entry with that key, if it is rendered. */
function entryOf(list: HTMLElement | null, key: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-entry="${CSS.escape(key)}"]`) ?? null;
}

function keyOf(target: EventTarget): string | undefined {
  return target instanceof HTMLElement ? target.dataset["entry"] : undefined;
}

/**
 * One tab stop for a list of which only a part is rendered: arrow keys move the focus, the entry
 * that has it stays rendered, and when it moves elsewhere in the list the focus goes with it.
 * Letters lead to the entry whose name begins with them.
 * @param keys of all entries, in order; each entry carries its own as `data-entry`
 * @param nameOf name of an entry; empty for what has none
 */
export function useListFocus(
  list: RefObject<HTMLElement | null>,
  keys: readonly string[],
  nameOf: (key: string) => string,
): {
  /** The entry that has the focus, or had it last. */
  readonly active: string | undefined;
  readonly focusAt: (index: number) => void;
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent) => void;
    readonly onFocus: (event: FocusEvent) => void;
    readonly onBlur: () => void;
  };
} {
  const [active, setActive] = useState<string>();
  const focused = useRef<string>(undefined);
  const typed = useRef({ text: "", at: 0 });

  useLayoutEffect(() => {
    // An entry that changed its section was made anew, and the focus fell to the page.
    const key = focused.current;
    if (key !== undefined && document.activeElement === document.body) {
      entryOf(list.current, key)?.focus();
    }
  });

  const focusAt = useCallback(
    (index: number) => {
      const key = keys[index];
      if (key === undefined) return;
      flushSync(() => setActive(key));
      entryOf(list.current, key)?.focus();
    },
    [keys, list],
  );
  const typeAhead = (event: KeyboardEvent, at: number): number | undefined => {
    if (!/^[\p{L}\p{N}]$/u.test(event.key)) return undefined;
    // Here a letter means a name, not what it means elsewhere in the window.
    event.stopPropagation();
    const goesOn = event.timeStamp - typed.current.at < TYPED_FOR;
    const text = (goesOn ? typed.current.text : "") + event.key;
    typed.current = { text, at: event.timeStamp };
    return placeOfTyped(keys.map(nameOf), text, at);
  };
  return {
    active,
    focusAt,
    handlers: {
      onKeyDown(event) {
        const key = keyOf(event.target);
        if (key === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
        const at = keys.indexOf(key);
        const place = placeAfter(event.key, at, keys.length) ?? typeAhead(event, at);
        if (place === undefined) return;
        event.preventDefault();
        focusAt(place);
      },
      onFocus(event) {
        const key = keyOf(event.target);
        focused.current = key;
        if (key !== undefined) setActive(key);
      },
      onBlur() {
        focused.current = undefined;
      },
    },
  };
}
