/** Milliseconds after which nobody waits for a paint any longer. */
const LONGEST = 250;

/**
 * Resolves when the browser has painted what was rendered just now; at once where nothing is
 * painted, in a hidden window or outside of browsers.
 */
export async function painted(): Promise<void> {
  const { document } = globalThis;
  if (document === undefined || document.visibilityState === "hidden") return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, LONGEST);
    // The view renders in between: the first frame may still be the one before.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        setTimeout(() => {
          clearTimeout(timer);
          resolve();
        }, 0);
      }),
    );
  });
}
