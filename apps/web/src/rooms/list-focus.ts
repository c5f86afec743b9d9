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
 * @param keys of all entries, in order; each entry carries its own as `data-entry`
 */
export function useListFocus(
  list: RefObject<HTMLElement | null>,
  keys: readonly string[],
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
  return {
    active,
    focusAt,
    handlers: {
      onKeyDown(event) {
        const key = keyOf(event.target);
        if (key === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
        const place = placeAfter(event.key, keys.indexOf(key), keys.length);
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
