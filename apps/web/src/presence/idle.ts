import { IDLE_AFTER } from "@plenum/model";

/** What shows that somebody is at the device. */
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
/** Milliseconds between two looks at whether somebody has gone. */
const LOOK = 30_000;

/**
 * Tells when nobody has touched the page for ten minutes, and when somebody is back.
 * @returns the function that ends it
 */
export function watchIdle(page: Document, tell: (idle: boolean) => void): () => void {
  let last = Date.now();
  let idle = false;
  const change = (now: boolean): void => {
    if (idle === now) return;
    idle = now;
    tell(now);
  };
  const touched = (): void => {
    last = Date.now();
    change(false);
  };
  const seen = (): void => {
    if (page.visibilityState === "visible") touched();
  };
  for (const sign of SIGNS) page.addEventListener(sign, touched, { passive: true, capture: true });
  page.addEventListener("visibilitychange", seen);
  const timer = setInterval(() => change(Date.now() - last >= IDLE_AFTER), LOOK);
  return () => {
    clearInterval(timer);
    for (const sign of SIGNS) page.removeEventListener(sign, touched, { capture: true });
    page.removeEventListener("visibilitychange", seen);
  };
}
