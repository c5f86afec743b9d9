import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/CryptoEvent.js";
import type { MessageDoubt, Observable } from "../contract.ts";
import { Batch } from "../observable/batch.ts";
import { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";

/** Milliseconds until messages are looked at: what is only scrolled past is not. */
const REST = 300;
/** Messages that are remembered. */
const MOST = 1_000;

interface Asked {
  readonly roomId: string;
  readonly eventId: string;
  readonly doubt: Value<MessageDoubt | undefined>;
}

/** What has to be known of messages before relying on them, for those that are shown. */
export class Doubts {
  readonly #messages = new Map<string, Asked>();
  #batch: Batch<Asked> | undefined;

  /** Looks at messages with an engine that has started, for as long as it lives. */
  attach(engine: Engine): void {
    const { client, lifetime } = engine;
    const batch = new Batch<Asked>(lifetime, REST, (asked) => {
      for (const one of asked) void this.#read(engine, one);
    });
    this.#batch = batch;
    const again = (): void => this.#lookAgain();
    client.on(CryptoEvent.UserTrustStatusChanged, again);
    lifetime.add(() => client.off(CryptoEvent.UserTrustStatusChanged, again));
    this.#lookAgain();
  }

  of(roomId: string, eventId: string): Observable<MessageDoubt | undefined> {
    const name = `${roomId} ${eventId}`;
    const known = this.#messages.get(name);
    if (known !== undefined) {
      // What was not on the screen for long enough the last time gets another chance.
      this.#batch?.add(known);
      return known.doubt;
    }
    const asked = { roomId, eventId, doubt: new Value<MessageDoubt | undefined>(undefined) };
    this.#messages.set(name, asked);
    const [oldest] = this.#messages.keys();
    if (this.#messages.size > MOST && oldest !== undefined) this.#messages.delete(oldest);
    this.#batch?.add(asked);
    return asked.doubt;
  }

  #lookAgain(): void {
    for (const asked of this.#messages.values()) this.#batch?.add(asked);
  }

  async #read(engine: Engine, { roomId, eventId, doubt }: Asked): Promise<void> {
    if (doubt.listenerCount === 0) return;
    try {
      const { readDoubt } = await import("./read-doubt.ts");
      doubt.set(await readDoubt(engine, roomId, eventId));
    } catch {
      // Nothing can be said then; the next time somebody looks it is asked again.
    }
  }
}
