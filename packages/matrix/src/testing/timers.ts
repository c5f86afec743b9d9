/** Where every timer was started that has neither run nor been cleared. */
export interface TimerWatch {
  left(): readonly string[];
  restore(): void;
}

function here(): string {
  return new Error("started here").stack ?? "";
}

/** Watches all timers from now on, by the place in the code that starts them. */
export function watchTimers(): TimerWatch {
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
  const live = new Map<unknown, string>();
  const started = (run: (...parts: unknown[]) => void, delay?: number): unknown => {
    const place = here();
    const timer = setTimeout(() => {
      live.delete(timer);
      run();
    }, delay);
    live.set(timer, place);
    return timer;
  };
  const repeated = (run: (...parts: unknown[]) => void, delay?: number): unknown => {
    const timer = setInterval(run, delay);
    live.set(timer, here());
    return timer;
  };
  const cleared = (timer: unknown): void => {
    live.delete(timer);
    clearTimeout(timer as NodeJS.Timeout);
  };
  Object.assign(globalThis, {
    setTimeout: started,
    setInterval: repeated,
    clearTimeout: cleared,
    clearInterval: cleared,
  });
  return {
    left: () => [...live.values()],
    restore: () =>
      Object.assign(globalThis, { setTimeout, setInterval, clearTimeout, clearInterval }),
  };
}
