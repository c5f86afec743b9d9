/** Milliseconds that the download may take. */
const TIMEOUT = 8_000;

/**
 * How fast something large comes in: the library of the calls, fetched past all caches.
 * @returns Mbit/s; undefined where the browser does not tell the size, or nothing came
 */
export async function downloadSpeed(url: string, signal: AbortSignal): Promise<number | undefined> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]);
  try {
    const size = sizeOf(url);
    const response = await fetch(url, { cache: "no-store", signal: limit });
    const started = performance.now();
    const reader = response.body?.getReader();
    if (!response.ok || !reader) return undefined;
    while (!(await reader.read()).done);
    const seconds = (performance.now() - started) / 1000;
    const bytes = await size;
    return bytes === 0 ? undefined : (bytes * 8) / 1_000_000 / Math.max(0.005, seconds);
  } catch {
    return undefined;
  }
}

/** Bytes of the next download of an address as they came over the line, not as they are unpacked. */
function sizeOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntriesByName(url)) {
        if (entry instanceof PerformanceResourceTiming) end(entry.encodedBodySize);
      }
    });
    const timer = setTimeout(() => end(0), TIMEOUT + 500);
    const end = (bytes: number): void => {
      clearTimeout(timer);
      observer.disconnect();
      resolve(bytes);
    };
    observer.observe({ type: "resource" });
  });
}
