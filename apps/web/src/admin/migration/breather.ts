/** Milliseconds of work after which the page gets to draw and to take what is typed. */
const STRETCH = 25;

/** Gives the page time to draw when work has taken long. */
export function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < STRETCH) return;
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    last = performance.now();
  };
}
