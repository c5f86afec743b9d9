import { useEffect, useLayoutEffect, useState } from "react";

/** Something that has to be let go of again. */
export interface Resource<Value> {
  readonly value: Value;
  readonly close: () => void;
}

/**
 * Opens something as long as the component is there, and closes it when `open` changes or the
 * component goes. Undefined until it is open, which is before anything is painted.
 * @param open has to be stable: from `useCallback`, with what it depends on
 */
export function useResource<Value>(open: () => Resource<Value>): Value | undefined {
  const [opened, setOpened] = useState<{ by: typeof open; value: Value }>();
  useLayoutEffect(() => {
    const { value, close } = open();
    // An effect is the only place that is sure to be told when the component goes.
    // oxlint-disable-next-line react/set-state-in-effect
    setOpened({ by: open, value });
    return close;
  }, [open]);
  return opened?.by === open ? opened.value : undefined;
}

/**
 * Loads something as long as the component is there. Keeps the last value while it is loaded again.
 * @param load has to be stable: from `useCallback`, with what it depends on
 */
export function useLoaded<Value>(load: (signal: AbortSignal) => Promise<Value>): {
  readonly value: Value | undefined;
  readonly problem: unknown;
  readonly retry: () => void;
} {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<{
    by: typeof load;
    attempt: number;
    value?: Value;
    problem?: unknown;
  }>();
  useEffect(() => {
    const controller = new AbortController();
    const run = async (): Promise<void> => {
      try {
        const value = await load(controller.signal);
        if (!controller.signal.aborted) setResult({ by: load, attempt, value });
      } catch (problem) {
        if (!controller.signal.aborted) setResult({ by: load, attempt, problem });
      }
    };
    void run();
    return () => controller.abort();
  }, [load, attempt]);
  const current = result?.by === load ? result : undefined;
  return {
    value: current?.value,
    problem: current?.attempt === attempt ? current.problem : undefined,
    retry: () => setAttempt((before) => before + 1),
  };
}
