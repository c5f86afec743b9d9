import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { AccountData, Observable } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { share } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import { path } from "./api.ts";
import type { Engine } from "./engine.ts";

/** Content of the account's own data of a type, undefined where there is none: untrusted. */
export function accountDataOf(client: MatrixClient, type: string): unknown {
  const content: unknown = client.store.getAccountData(type)?.getContent();
  return content;
}

/** Account data of the session: outlives the engine underneath, so that views may keep it. */
export class SessionAccountData implements AccountData {
  readonly #values = new Map<string, Value<unknown>>();
  /** Types whose newest content is on its way to the server: the sync must not bring back old ones. */
  readonly #writing = new Map<string, number>();
  /** Type → the end of the request under way. */
  readonly #queue = new Map<string, Promise<void>>();
  #engine: Engine | undefined;

  /** Follows the account data of an engine for as long as it lives. */
  attach(engine: Engine): void {
    this.#engine = engine;
    engine.lifetime.add(engine.bus.onAccountData((type) => this.#read(type)));
    engine.lifetime.add(() => {
      if (this.#engine === engine) this.#engine = undefined;
    });
    for (const type of this.#values.keys()) this.#read(type);
  }

  of(type: string): Observable<unknown> {
    return this.#value(type);
  }

  async set(type: string, content: Readonly<Record<string, unknown>>): Promise<void> {
    const engine = this.#engine;
    if (engine === undefined) {
      throw new MatrixFailure("unreachable", "The session has not started");
    }
    const value = this.#value(type);
    const before = value.get();
    this.#writing.set(type, (this.#writing.get(type) ?? 0) + 1);
    value.set(share(before, content));
    let failed = true;
    try {
      // One after the other, or the server might keep the older of two.
      await this.#queue.get(type);
      const writing = engine.api.request({
        method: "PUT",
        path: path("v3", "user", engine.tokens.credentials.userId, "account_data", type),
        body: content,
      });
      this.#queue.set(
        type,
        writing.then(
          () => undefined,
          () => undefined,
        ),
      );
      await writing;
      failed = false;
    } finally {
      const left = (this.#writing.get(type) ?? 1) - 1;
      if (left > 0) this.#writing.set(type, left);
      else this.#writing.delete(type);
      if (failed && left === 0 && value.get() === content) value.set(before);
    }
  }

  #value(type: string): Value<unknown> {
    const known = this.#values.get(type);
    if (known !== undefined) return known;
    const engine = this.#engine;
    const value = new Value(engine === undefined ? undefined : accountDataOf(engine.client, type));
    this.#values.set(type, value);
    return value;
  }

  #read(type: string): void {
    const value = this.#values.get(type);
    if (value === undefined || this.#engine === undefined || this.#writing.has(type)) return;
    value.set(share(value.get(), accountDataOf(this.#engine.client, type)));
  }
}
