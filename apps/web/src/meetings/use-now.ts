import { useEffect, useState } from "react";
import { ownZone, wallOf } from "./calendar/time.ts";

const MINUTE = 60_000;

/** The time, in milliseconds since the epoch, anew at every full minute. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      timer = setTimeout(
        () => {
          setNow(Date.now());
          wait();
        },
        MINUTE - (Date.now() % MINUTE) + 20,
      );
    };
    const look = (): void => setNow(Date.now());
    wait();
    // Timers of a window that nobody looks at are late.
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return now;
}

/** The time here and now: milliseconds since the epoch, this device's zone, and its day. */
export function useHere(): {
  readonly now: number;
  readonly zone: string;
  readonly today: string;
} {
  const now = useNow();
  const [zone] = useState(ownZone);
  return { now, zone, today: wallOf(now, zone).day };
}
