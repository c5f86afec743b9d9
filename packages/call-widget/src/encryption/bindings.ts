import type { ReceivedMediaKey } from "../contract/index.ts";

/** Whose keys open what comes from an endpoint. */
export interface Bound {
  readonly userId: string;
  readonly deviceId: string;
}

interface Claim extends Bound {
  readonly keys: ReceivedMediaKey[];
}

/** Endpoints that are remembered before anybody is seen behind them. */
const MOST_ENDPOINTS = 500;
/** People who may claim one endpoint; all but one of them are wrong. */
const MOST_CLAIMS = 4;
const MOST_KEYS = 16;

/**
 * Which device is behind which endpoint. A key counts for an endpoint only if the server says that
 * its sender is the person behind it: then nobody is shown under the name of somebody else. Of a
 * person's devices the first that claims an endpoint has it.
 */
export class Bindings {
  readonly #claims = new Map<string, Map<string, Claim>>();
  readonly #bound = new Map<string, Claim>();

  /** @returns the keys that count now */
  note(key: ReceivedMediaKey): readonly ReceivedMediaKey[] {
    const claims = this.#claims.get(key.endpoint) ?? new Map<string, Claim>();
    const claim = claims.get(key.userId) ?? {
      userId: key.userId,
      deviceId: key.deviceId,
      keys: [],
    };
    if (claim.deviceId !== key.deviceId) return [];
    if (!claims.has(key.userId) && claims.size >= MOST_CLAIMS) return [];
    claims.set(key.userId, claim);
    if (!this.#claims.has(key.endpoint)) this.#trim();
    this.#claims.set(key.endpoint, claims);
    claim.keys.push(key);
    if (claim.keys.length > MOST_KEYS) claim.keys.shift();
    return this.#bound.get(key.endpoint) === claim ? [key] : [];
  }

  /** Somebody is behind an endpoint. @returns the keys that count now and did not before */
  see(endpoint: string, userId: string | undefined): readonly ReceivedMediaKey[] {
    const claim = userId === undefined ? undefined : this.#claims.get(endpoint)?.get(userId);
    if (!claim || this.#bound.get(endpoint) === claim) return [];
    this.#bound.set(endpoint, claim);
    return claim.keys;
  }

  of(endpoint: string): Bound | undefined {
    return this.#bound.get(endpoint);
  }

  /** @returns the endpoints that had keys and have nobody behind them any more */
  keepOnly(endpoints: ReadonlySet<string>): readonly string[] {
    const gone = [...this.#bound.keys()].filter((one) => !endpoints.has(one));
    for (const endpoint of gone) {
      this.#bound.delete(endpoint);
      this.#claims.delete(endpoint);
    }
    return gone;
  }

  #trim(): void {
    if (this.#claims.size < MOST_ENDPOINTS) return;
    for (const endpoint of this.#claims.keys()) {
      if (this.#bound.has(endpoint)) continue;
      this.#claims.delete(endpoint);
      return;
    }
  }
}
