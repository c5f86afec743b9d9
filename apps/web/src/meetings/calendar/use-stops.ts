import { useEffect, useRef, useState } from "react";
import type { KeyboardEvent, RefObject } from "react";
import { isCalendarKey, moveFrom, type Stops } from "./focus.ts";

/** Attribute of the elements that the arrow keys reach. */
export const STOP = "data-stop";

/**
 * One tab stop for the whole calendar; arrow keys inside.
 * @param first the stop at which one enters, if it is there
 * @param onOff the keys have led off the first (-1) or last (1) day; returns the stop to go to
 */
export function useStops(
  stops: Stops,
  first: string,
  onOff: (step: -1 | 1) => string | undefined,
): {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** `tabIndex` and mark of a stop. */
  readonly props: (id: string) => {
    readonly tabIndex: number;
    readonly [STOP]: string;
    readonly onFocus: () => void;
  };
} {
  const ref = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string>();
  // The day that was led to may have to be fetched and painted first.
  const wanted = useRef<string>(undefined);
  const ids = stops.flatMap((day) => day.map(({ id }) => id));
  const current = [chosen, first, ids[0]].find((id) => id !== undefined && ids.includes(id));

  const focusOn = (id: string): void => {
    const element = ref.current?.querySelector<HTMLElement>(`[${STOP}="${CSS.escape(id)}"]`);
    if (element === undefined || element === null) return;
    element.focus();
    element.scrollIntoView({ block: "nearest" });
  };
  useEffect(() => {
    if (wanted.current === undefined || !ids.includes(wanted.current)) return;
    const id = wanted.current;
    wanted.current = undefined;
    focusOn(id);
  });

  return {
    ref,
    onKeyDown(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!isCalendarKey(event.key) || !(event.target instanceof Element)) return;
      const from = event.target.closest(`[${STOP}]`)?.getAttribute(STOP);
      if (from === undefined || from === null) return;
      event.preventDefault();
      const move = moveFrom(stops, from, event.key);
      if (move === undefined) return;
      if ("to" in move) focusOn(move.to);
      else wanted.current = onOff(move.off);
    },
    props: (id) => ({
      tabIndex: id === current ? 0 : -1,
      [STOP]: id,
      onFocus: () => setChosen(id),
    }),
  };
}
