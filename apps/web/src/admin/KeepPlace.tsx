import { useEffect, useRef } from "react";
import type { ReactNode } from "react";
import { placeIn, placeOf, type Place } from "./place.ts";

/**
 * Keeps the keyboard where it was in lists from which things go: when what had the focus is gone, since it
 * was dealt with, revoked, removed, the next entry has it, and where nothing is left the heading of what
 * stands there instead. Lists need to do nothing for it.
 */
export function KeepPlace({ label, children }: { label: string; children: ReactNode }): ReactNode {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = section.current;
    if (element === null) return undefined;
    let place: Place | undefined;
    const remember = (event: FocusEvent): void => {
      // The dialog that asks once more is not the place; the focus comes back from it.
      if (event.target instanceof Element && event.target.closest("dialog") === null) {
        place = placeOf(event.target);
      }
    };
    const look = (): void => {
      if (place === undefined || place.control.isConnected) return;
      // Whoever has gone elsewhere meanwhile stays there.
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body) return;
      if (element.querySelector("[aria-busy=true]") !== null) return;
      const next = placeIn(element, place);
      place = undefined;
      if (!next.matches("button, a, input, [tabindex]")) next.tabIndex = -1;
      next.focus();
    };
    const observer = new MutationObserver(look);
    element.addEventListener("focusin", remember);
    observer.observe(element, { childList: true, subtree: true, attributeFilter: ["aria-busy"] });
    return () => {
      element.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, []);
  return (
    <section ref={section} className="pl-admin__body" aria-label={label}>
      {children}
    </section>
  );
}
