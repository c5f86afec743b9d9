import type { Observable } from "../contract.ts";

/**
 * Waits for a value, never for a time.
 * @param timeout milliseconds after which the condition counts as failed
 */
export async function until<T>(
  observable: Observable<T>,
  condition: (value: T) => boolean,
  timeout = 20_000,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => {
      off();
      reject(
        new Error(`Not reached; last value: …${JSON.stringify(observable.get())?.slice(-1500)}`),
      );
    }, timeout);
    const check = (): void => {
      const value = observable.get();
      if (!condition(value)) return;
      clearTimeout(timer);
      off();
      resolve(value);
    };
    const off = observable.subscribe(check);
    check();
  });
}
