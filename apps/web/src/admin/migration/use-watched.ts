import { useState } from "react";
import { useLoaded } from "../../app/use-resource.ts";
import { usePeriod } from "../use-period.ts";

/**
 * Something that changes by itself: it is read again while it does and somebody looks, and what was known
 * stays there when the network fails for a moment.
 * @param load has to be stable: from `useCallback`
 * @param goesOn whether it will change by itself
 * @param period milliseconds
 */
export function useWatched<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  goesOn: (value: Value) => boolean,
  period: number,
): ReturnType<typeof useLoaded<Value>> {
  const loaded = useLoaded(load);
  const [last, setLast] = useState<{ by: typeof load; value: Value }>();
  if (loaded.value !== undefined && last?.value !== loaded.value) {
    setLast({ by: load, value: loaded.value });
  }
  const value = loaded.value ?? (last?.by === load ? last.value : undefined);
  usePeriod(value !== undefined && goesOn(value) ? period : undefined, loaded.retry);
  return { ...loaded, value };
}
