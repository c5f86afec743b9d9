/** The right of one tab to use an account's keys; two at once would damage the key store. */
export interface TabLock {
  release(): void;
}

/**
 * Takes the lock of an account for this tab. Without `steal` it answers undefined while another
 * tab has it; with `steal` that other tab loses it and its `onLost` is called.
 */
export function takeTabLock(
  name: string,
  options: { steal: boolean; onLost: () => void },
): Promise<TabLock | undefined> {
  // Only insecure origins lack locks; cameras do not work there either.
  if (!("locks" in navigator)) return Promise.resolve({ release: () => undefined });
  return new Promise((resolve, reject) => {
    let held = false;
    navigator.locks
      .request(name, options.steal ? { steal: true } : { ifAvailable: true }, (lock) => {
        if (lock === null) {
          resolve(undefined);
          return undefined;
        }
        held = true;
        return new Promise<void>((release) => resolve({ release }));
      })
      .catch((error: unknown) => {
        if (held) options.onLost();
        else reject(error instanceof Error ? error : new Error(String(error)));
      });
  });
}
