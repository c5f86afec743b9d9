import { useEffect, useEffectEvent } from "react";

/**
 * Does something again and again while somebody looks at the window.
 * @param period milliseconds; undefined: not at all
 */
export function usePeriod(period: number | undefined, work: () => void): void {
  const due = useEffectEvent(work);
  useEffect(() => {
    if (period === undefined) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") due();
    }, period);
    return () => clearInterval(timer);
  }, [period]);
}
