import { useEffect } from "react";

/**
 * Loads something at first, and anew whenever the occasion is another.
 * @param load has to be stable: from `useCallback`, with what it depends on
 * @param occasion changes when it is to be loaded again
 */
export function useEveryTime(load: (signal: AbortSignal) => Promise<void>, occasion: string): void {
  useEffect(() => {
    const controller = new AbortController();
    void load(controller.signal);
    return () => controller.abort();
    // The occasion is not used, it is what counts.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [load, occasion]);
}

/**
 * Looks again and again, as long as anybody looks at the window, and when it is looked at again.
 * @param look has to be stable
 * @param pause milliseconds
 */
export function useWhileVisible(look: () => void, pause: number): void {
  useEffect(() => {
    const lookIfVisible = (): void => {
      if (document.visibilityState === "visible") look();
    };
    const timer = setInterval(lookIfVisible, pause);
    document.addEventListener("visibilitychange", lookIfVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", lookIfVisible);
    };
  }, [look, pause]);
}

/**
 * Looks again and again while nobody looks at the window; browsers let that happen at most once a minute.
 * @param look has to be stable
 * @param pause milliseconds
 */
export function useWhileHidden(look: () => void, pause: number): void {
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "hidden") look();
    }, pause);
    return () => clearInterval(timer);
  }, [look, pause]);
}
