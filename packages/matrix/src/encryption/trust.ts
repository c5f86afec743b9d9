import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/CryptoEvent.js";
import type { Observable, PersonTrust } from "../contract.ts";
import { Batch } from "../observable/batch.ts";
import { Value } from "../observable/value.ts";
import type { Engine } from "../session/engine.ts";

/** What this device knows of people's keys, for those who are asked for. */
export class Trust {
  readonly #people = new Map<string, Value<PersonTrust | undefined>>();
  readonly #batch: Batch<string>;

  constructor(private readonly engine: Engine) {
    const { client, lifetime } = engine;
    this.#batch = new Batch(lifetime, 50, (userIds) => {
      for (const userId of userIds) void this.#read(userId);
    });
    const one = (userId: string): void => this.changed(userId);
    const several = (userIds: string[]): void => {
      for (const userId of userIds) this.changed(userId);
    };
    client.on(CryptoEvent.UserTrustStatusChanged, one);
    client.on(CryptoEvent.DevicesUpdated, several);
    lifetime.add(() => {
      client.off(CryptoEvent.UserTrustStatusChanged, one);
      client.off(CryptoEvent.DevicesUpdated, several);
    });
  }

  of(userId: string): Observable<PersonTrust | undefined> {
    const known = this.#people.get(userId);
    if (known !== undefined) return known;
    const value = new Value<PersonTrust | undefined>(undefined);
    this.#people.set(userId, value);
    this.#batch.add(userId);
    return value;
  }

  /** Reads again what is known of somebody. */
  changed(userId: string): void {
    if (this.#people.has(userId)) this.#batch.add(userId);
  }

  async #read(userId: string): Promise<void> {
    const crypto = this.engine.client.getCrypto();
    if (crypto === undefined) return;
    try {
      const trust = await trustOf(crypto, userId);
      this.#people.get(userId)?.set(trust);
    } catch {
      // Without an answer of the server the old state stands; the next change asks again.
    }
  }
}

async function trustOf(
  crypto: NonNullable<ReturnType<Engine["client"]["getCrypto"]>>,
  userId: string,
): Promise<PersonTrust> {
  if (!(await crypto.userHasCrossSigningKeys(userId, true))) return "none";
  const status = await crypto.getUserVerificationStatus(userId);
  if (status.isCrossSigningVerified()) return "confirmed";
  return status.wasCrossSigningVerified() || status.needsUserApproval ? "changed" : "known";
}
