import { z } from "zod";
import type { SessionCredentials } from "../contract.ts";
import type { Lifetime } from "../observable/lifetime.ts";

const messageSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("take-over") }),
  z.object({
    kind: z.literal("tokens"),
    accessToken: z.string(),
    refreshToken: z.string().optional(),
  }),
]);
type Message = z.infer<typeof messageSchema>;

/** Milliseconds for which the session may still be held before another tab is said to have it. */
const GRACE = 400;

export interface TabLockEvents {
  /** Another tab asks this one, which has the session, to stop. */
  takenOver(): void;
  /** The tab that has the session has new tokens; the ones known here are void. */
  tokens(tokens: Pick<SessionCredentials, "accessToken" | "refreshToken">): void;
}

/**
 * Keeps the keys of a session to one tab: the crypto store has no lock of its own, and two tabs
 * that write to it would lose messages for good.
 */
export class TabLock {
  readonly #name: string;
  readonly #channel: BroadcastChannel | undefined;
  #held = false;

  /** @param name the same for every tab of one session */
  constructor(
    name: string,
    lifetime: Lifetime,
    private readonly events: TabLockEvents,
  ) {
    this.#name = `plenum session ${name}`;
    // Outside of browsers, and in insecure contexts, there is only one of us.
    if (this.#locks() === undefined) return;
    const channel = new BroadcastChannel(this.#name);
    channel.addEventListener("message", (event: MessageEvent<unknown>) => this.#receive(event));
    lifetime.add(() => channel.close());
    this.#channel = channel;
  }

  /** Tells the other tabs of this session, so that they can take over later. */
  shareTokens(credentials: SessionCredentials): void {
    const { accessToken, refreshToken } = credentials;
    this.#post({
      kind: "tokens",
      accessToken,
      ...(refreshToken === undefined ? {} : { refreshToken }),
    });
  }

  /**
   * Waits until this tab alone has the session, then runs `whileHeld`; the lock is free again when
   * its promise settles.
   * @param options.takeOver asks the tab that has it to stop
   * @param options.signal gives the waiting up, with an AbortError
   * @param options.onWaiting is called when another tab has it
   */
  async hold(options: {
    readonly takeOver: boolean;
    readonly signal: AbortSignal;
    onWaiting(): void;
    whileHeld(): Promise<void>;
  }): Promise<void> {
    const locks = this.#locks();
    if (locks === undefined) return options.whileHeld();
    if (options.takeOver) this.#post({ kind: "take-over" });
    let told: ReturnType<typeof setTimeout> | undefined;
    if (!options.takeOver && !(await this.#isFree(locks))) {
      // The window before a reload lets go a moment after the new one asks: that is nobody else.
      told = setTimeout(() => options.onWaiting(), GRACE);
    }
    try {
      await locks.request(this.#name, { signal: options.signal }, async () => {
        clearTimeout(told);
        this.#held = true;
        try {
          await options.whileHeld();
        } finally {
          this.#held = false;
        }
      });
    } finally {
      clearTimeout(told);
    }
  }

  #locks(): LockManager | undefined {
    return globalThis.navigator?.locks;
  }

  #post(message: Message): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has none
    this.#channel?.postMessage(message);
  }

  #receive(event: MessageEvent<unknown>): void {
    const message = messageSchema.safeParse(event.data);
    if (!message.success) return;
    if (message.data.kind === "take-over") {
      if (this.#held) this.events.takenOver();
      return;
    }
    const { accessToken, refreshToken } = message.data;
    this.events.tokens({ accessToken, ...(refreshToken === undefined ? {} : { refreshToken }) });
  }

  async #isFree(locks: LockManager): Promise<boolean> {
    const { held } = await locks.query();
    return held?.every((lock) => lock.name !== this.#name) ?? true;
  }
}
