import type { Lifetime } from "../observable/lifetime.ts";

/** Milliseconds after the last key press. */
const AFTER_KEY = 2000;

/** Knows when nobody would be disturbed by work in the background. */
export class Quiet {
  readonly #holds = new Set<object>();
  readonly #waiting = new Set<() => void>();
  #typing = false;
  #cancelTyping: (() => void) | undefined;

  constructor(private readonly lifetime: Lifetime) {
    lifetime.add(() => this.#tell());
    const { document } = globalThis;
    if (document === undefined) return;
    const onKey = (): void => {
      this.#typing = true;
      this.#cancelTyping?.();
      this.#cancelTyping = lifetime.timeout(AFTER_KEY, () => {
        this.#typing = false;
        this.#tell();
      });
    };
    const onVisible = (): void => this.#tell();
    document.addEventListener("keydown", onKey, { capture: true, passive: true });
    document.addEventListener("visibilitychange", onVisible);
    lifetime.add(() => {
      document.removeEventListener("keydown", onKey, { capture: true });
      document.removeEventListener("visibilitychange", onVisible);
    });
  }

  /** Nothing happens until the function that comes back is called. */
  hold(): () => void {
    const hold = {};
    this.#holds.add(hold);
    return () => {
      this.#holds.delete(hold);
      this.#tell();
    };
  }

  /** Resolves in a moment in which the browser has nothing else to do, or at the end of all. */
  async wait(): Promise<void> {
    while (!this.#isQuiet() && !this.lifetime.ended) {
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
    await idle();
  }

  #isQuiet(): boolean {
    const hidden = globalThis.document?.visibilityState === "hidden";
    return this.#holds.size === 0 && !this.#typing && !hidden;
  }

  #tell(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

/** The next moment in which the browser has nothing else to do, at the latest in half a second. */
export async function idle(): Promise<void> {
  await new Promise<void>((resolve) => {
    if (typeof globalThis.requestIdleCallback === "function") {
      requestIdleCallback(() => resolve(), { timeout: 500 });
    } else {
      setTimeout(resolve);
    }
  });
}
