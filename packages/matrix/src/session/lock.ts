import type { Lifetime } from "../observable/lifetime.ts";

/**
 * Keeps the keys of a session to one tab: the crypto store has no lock of its own, and two tabs
 * that write to it would lose messages for good.
 */
export class TabLock {
  readonly #name: string;

  /** @param name the same for every tab of one session */
  constructor(name: string) {
    this.#name = `plenum session ${name}`;
  }

  /**
   * Waits until this tab alone has the session, then runs `whileHeld`; the lock is free again when
   * its promise settles.
   * @param options.takeOver asks the tab that has it to stop
   * @param options.onWaiting is called when another tab has it
   * @param options.onTakenOver is called when another tab asks this one, which has it, to stop
   */
  async hold(options: {
    readonly takeOver: boolean;
    readonly lifetime: Lifetime;
    onWaiting(): void;
    onTakenOver(): void;
    whileHeld(): Promise<void>;
  }): Promise<void> {
    const locks: LockManager | undefined = globalThis.navigator?.locks;
    // Outside of browsers, and in insecure contexts, where there is no encryption to protect.
    if (locks === undefined) return options.whileHeld();
    const channel = new BroadcastChannel(this.#name);
    options.lifetime.add(() => channel.close());
    let held = false;
    channel.addEventListener("message", () => {
      if (held) options.onTakenOver();
    });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    if (options.takeOver) channel.postMessage("take over");
    else {
      const free = await this.#isFree(locks);
      if (!free) options.onWaiting();
    }
    await locks.request(this.#name, { signal: options.lifetime.signal }, async () => {
      held = true;
      await options.whileHeld();
    });
  }

  async #isFree(locks: LockManager): Promise<boolean> {
    const { held } = await locks.query();
    return held?.every((lock) => lock.name !== this.#name) ?? true;
  }
}
