import { useCallback } from "react";
import type { KeyboardEvent, RefObject } from "react";

const INSIDE = "a[href], button:not([disabled]), summary, input, audio[controls], video[controls]";
/** What needs the arrow keys for itself. */
const OWN_ARROWS = "input, textarea, select, audio, video, [role=slider], [role=menu] *";

/** Does the same as what stands beside it, for those who point. */
const TWICE = ".pl-message__side *, .pl-pdf__first";

/** Where the arrow keys stop: messages, and lines with something to press. */
const STOPS = "[data-message], [data-stop]";

/** Key of the row that an element belongs to; undefined outside of the stops. */
export function stopAt(target: EventTarget): string | undefined {
  if (!(target instanceof Element)) return undefined;
  const stop = target.closest<HTMLElement>(STOPS);
  return stop?.dataset["message"] ?? stop?.dataset["stop"];
}

/** The element of a row that takes the focus. */
export function stopOf(scroller: HTMLElement, key: string): HTMLElement | null {
  const name = CSS.escape(key);
  return scroller.querySelector<HTMLElement>(`[data-message="${name}"], [data-stop="${name}"]`);
}

/** Key of the uppermost row that can be seen in a list. */
function firstInSight(list: HTMLElement): string | undefined {
  const { top } = list.getBoundingClientRect();
  const stops = [...list.querySelectorAll<HTMLElement>(STOPS)];
  const positions = stops.map((stop) => ({ stop, at: stop.getBoundingClientRect().top }));
  const seen = positions.filter(({ at }) => at >= top).toSorted((a, b) => a.at - b.at)[0];
  return seen === undefined ? undefined : stopAt(seen.stop);
}

/** Everything in a message that can be used, in its order; the tools are the last. */
function usableIn(article: HTMLElement): readonly HTMLElement[] {
  return [...article.querySelectorAll<HTMLElement>(INSIDE)].filter(
    (element) => !element.matches(TWICE),
  );
}

/**
 * Keys of the timeline, which is one tab stop: arrows, Home, End and the page keys go from message
 * to message, and to the lines between them that can be pressed; the right arrow into a message and on through it, Enter or F10 to its tools, Escape
 * and the left arrow back; Tab leaves.
 * @param keys of the stops in their order
 * @param page messages that one page key skips
 */
export function useTimelineKeys({
  scroller,
  keys,
  page,
  focusMessage,
  leave,
}: {
  scroller: RefObject<HTMLElement | null>;
  keys: readonly string[];
  page: () => number;
  focusMessage: (key: string | undefined) => void;
  leave: (backwards: boolean) => void;
}): (event: KeyboardEvent) => void {
  return useCallback(
    (event: KeyboardEvent) => {
      const { target } = event;
      // Menus and dialogs stand elsewhere in the document but report here.
      if (!(target instanceof HTMLElement) || !scroller.current?.contains(target)) return;
      // So does what fills the window and belongs to a message: the keys are its own.
      if (target.closest("dialog") !== null) return;
      const article = target.closest<HTMLElement>(STOPS);
      if (article === null) {
        if (target !== scroller.current || !event.key.startsWith("Arrow")) return;
        focusMessage(firstInSight(target));
        event.preventDefault();
        return;
      }
      if (event.key === "Tab") {
        leave(event.shiftKey);
        return;
      }
      if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
      const handled =
        target === article
          ? moveFrom(article, event.key, keys, page, focusMessage)
          : !target.matches(OWN_ARROWS) && moveInside(article, target, event.key);
      if (handled) event.preventDefault();
    },
    [scroller, keys, page, focusMessage, leave],
  );
}

/** Pictures of the screen for which the tools of a message are waited for: half a second. */
const FRAMES_FOR_TOOLS = 30;

function moveFrom(
  article: HTMLElement,
  key: string,
  keys: readonly string[],
  page: () => number,
  focusMessage: (key: string | undefined) => void,
): boolean {
  const at = keys.indexOf(stopAt(article) ?? "");
  const last = keys.length - 1;
  const next = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: last,
    PageUp: Math.max(0, at - page()),
    PageDown: Math.min(last, at + page()),
  }[key];
  if (next !== undefined) {
    focusMessage(keys[Math.max(0, next)]);
    return true;
  }
  // A line with a button is pressed like any other.
  if (article.dataset["stop"] !== undefined) return false;
  const usable = usableIn(article);
  if (key === "ArrowRight") usable[0]?.focus();
  else if (key === "Enter" || key === "F10") enterTools(article, FRAMES_FOR_TOOLS);
  else return false;
  return true;
}

/** The tools come with the focus, the first time with their code: a quick hand waits for them. */
function enterTools(article: HTMLElement, frames: number): void {
  const tools = article.querySelector<HTMLElement>("[role=toolbar]");
  if (tools !== null || frames === 0) {
    usableIn(tools ?? article)[0]?.focus();
    return;
  }
  requestAnimationFrame(() => {
    if (document.activeElement === article) enterTools(article, frames - 1);
  });
}

function moveInside(article: HTMLElement, target: HTMLElement, key: string): boolean {
  const usable = usableIn(article);
  const at = usable.indexOf(target);
  if (key === "Escape" || (key === "ArrowLeft" && at <= 0)) article.focus();
  else if (key === "ArrowLeft") usable[at - 1]?.focus();
  else if (key === "ArrowRight") usable[Math.min(at + 1, usable.length - 1)]?.focus();
  else return false;
  return true;
}
