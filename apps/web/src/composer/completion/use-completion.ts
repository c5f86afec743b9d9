import { useCallback, useEffect, useRef, useState } from "react";
import type { Suggestion } from "./suggest.ts";
import { triggerAt, type Trigger } from "./trigger.ts";

/** Finds suggestions; whatever it needs is loaded with the first question. */
export type FindSuggestions = (trigger: Trigger) => Promise<readonly Suggestion[]>;

export interface Completion {
  /** Undefined where nothing is suggested. */
  readonly open:
    | { readonly trigger: Trigger; readonly items: readonly Suggestion[]; readonly active: number }
    | undefined;
  /** The text or the caret has changed. */
  readonly look: (text: string, caret: number) => void;
  readonly close: () => void;
  /** @returns what the key takes, "used" if the list needed it, undefined if it is none of ours */
  readonly key: (key: string, shift: boolean) => Suggestion | "used" | undefined;
  readonly point: (active: number) => void;
}

/**
 * What is suggested for the word at the caret. Escape closes the list until another word begins.
 * @param find the same function as long as it finds the same
 */
export function useCompletion(find: FindSuggestions): Completion {
  const [open, setOpen] = useState<Completion["open"]>();
  const dismissed = useRef<string>(undefined);
  const question = useRef(0);
  useEffect(
    () => () => {
      question.current += 1;
    },
    [],
  );

  const close = useCallback(() => {
    question.current += 1;
    setOpen(undefined);
  }, []);
  const look = useCallback(
    (text: string, caret: number) => {
      const trigger = triggerAt(text, caret);
      if (trigger === undefined) {
        dismissed.current = undefined;
        close();
        return;
      }
      if (dismissed.current === wordOf(trigger)) return;
      question.current += 1;
      const asked = question.current;
      const show = async (): Promise<void> => {
        const items = await find(trigger);
        if (asked !== question.current) return;
        setOpen(items.length === 0 ? undefined : { trigger, items, active: 0 });
      };
      // Without the network nothing is suggested; the text is written all the same.
      show().catch(() => undefined);
    },
    [find, close],
  );
  const key = useCallback(
    (name: string, shift: boolean): Suggestion | "used" | undefined => {
      if (open === undefined) return undefined;
      const { trigger, items, active } = open;
      switch (name) {
        case "ArrowDown":
        case "ArrowUp": {
          const step = name === "ArrowDown" ? 1 : items.length - 1;
          setOpen({ trigger, items, active: (active + step) % items.length });
          return "used";
        }
        case "Enter":
        case "Tab":
          return shift ? undefined : items[active];
        case "Escape":
          dismissed.current = wordOf(trigger);
          close();
          return "used";
        default:
          return undefined;
      }
    },
    [open, close],
  );
  const point = useCallback((active: number) => {
    setOpen((before) => before && { ...before, active });
  }, []);
  return { open, look, close, key, point };
}

function wordOf({ kind, start }: Trigger): string {
  return `${kind} ${start}`;
}
