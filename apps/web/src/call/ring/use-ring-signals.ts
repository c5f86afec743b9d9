import { useEffect } from "react";

/** Milliseconds between the two titles of the window. */
const BLINK = 1_000;

/** The window's title says who calls, in turns with what it said; without turns where motion is unwanted. */
export function useRingTitle(words: string | undefined): void {
  useEffect(() => {
    if (words === undefined) return undefined;
    const sign = `☎ ${words}`;
    let before = document.title;
    document.title = sign;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      return () => {
        if (document.title === sign) document.title = before;
      };
    }
    const timer = setInterval(() => {
      if (document.title === sign) document.title = before;
      else {
        // Another part of the client may have set it meanwhile.
        before = document.title;
        document.title = sign;
      }
    }, BLINK);
    return () => {
      clearInterval(timer);
      if (document.title === sign) document.title = before;
    };
  }, [words]);
}

/** Fetches what a call needs while it still rings. */
export function usePrefetchedCall(wanted: boolean, libraryUrl: string): void {
  useEffect(() => {
    if (!wanted) return;
    // Answering fetches what fails here.
    Promise.all([import("../CallDock.tsx"), import("@plenum/call-widget")]).catch(() => undefined);
    const { href } = new URL(libraryUrl, document.baseURI);
    for (const link of document.querySelectorAll<HTMLLinkElement>("link[rel=preload]")) {
      if (link.href === href) return;
    }
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = "script";
    link.href = href;
    document.head.append(link);
  }, [wanted, libraryUrl]);
}
