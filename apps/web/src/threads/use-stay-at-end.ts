import { useEffect, useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/** Holds a scroller at its end while its reader is there, whatever comes in or grows. */
export function useStayAtEnd(scroller: RefObject<HTMLElement | null>, atEnd: boolean): void {
  const staying = useRef(atEnd);
  useLayoutEffect(() => {
    staying.current = atEnd;
  }, [atEnd]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const stay = (): void => {
      if (staying.current) element.scrollTo({ top: element.scrollHeight });
    };
    stay();
    const sizes = new ResizeObserver(stay);
    sizes.observe(element);
    const content = new MutationObserver(stay);
    content.observe(element, { childList: true, subtree: true, characterData: true });
    return () => {
      sizes.disconnect();
      content.disconnect();
    };
  }, [scroller]);
}
