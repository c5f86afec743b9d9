import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/CryptoEvent.js";
import type { CryptoApi } from "matrix-js-sdk/lib/crypto-api/index.js";
import type {
  Encryption,
  EncryptionStatus,
  MessageDoubt,
  Observable,
  PersonTrust,
  Verification,
} from "../contract.ts";
import { failing, MatrixFailure, toFailure } from "../errors/failure.ts";
import { Batch } from "../observable/batch.ts";
import { share } from "../observable/share.ts";
import { Value } from "../observable/value.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { Doubts } from "./doubts.ts";
import { KeyRetry } from "./key-retry.ts";
import { recoverKeys, renewCode, replaceKeys, setUpKeys } from "./recovery.ts";
import { readStatus, RECOVERY_EVENT } from "./status.ts";
import { Trust } from "./trust.ts";
import { Verifications } from "./verifications.ts";

/** How often, and in which distance (milliseconds), to look for keys that another device sends. */
const KEY_CHECKS = 60;
const KEY_CHECK_PERIOD = 1_000;
const UNKNOWN = new Value<PersonTrust | undefined>(undefined);

/** Cross-signing, secret storage and key backup of the signed-in account, from this device. */
export class SessionEncryption implements Encryption {
  readonly status = new Value<EncryptionStatus>({ kind: "unknown" });
  readonly verification = new Value<Verification | undefined>(undefined);
  readonly #doubts = new Doubts();
  #engine: Engine | undefined;
  #batch: Batch<string> | undefined;
  #retry: KeyRetry | undefined;
  #verifications: Verifications | undefined;
  #trust: Trust | undefined;
  /** What was written last: the sync brings it only later. */
  #saved: boolean | undefined;
  #replacing = false;
  #settingUp: Promise<{ recoveryCode: string }> | undefined;

  /** Follows the keys of an engine that has started, for as long as it lives. */
  attach(engine: Engine, isGuest: boolean): void {
    this.#engine = engine;
    const { client, lifetime, bus } = engine;
    lifetime.add(() => {
      if (this.#engine === engine) this.#engine = undefined;
    });
    this.#retry = new KeyRetry(client, lifetime);
    this.#doubts.attach(engine);
    if (isGuest) {
      // A guest's one device ends with the account: nothing to sign, nothing to recover.
      this.status.set({ kind: "ready", recoveryCodeSaved: true });
      return;
    }
    this.#verifications = new Verifications(engine, this.verification, (verification) => {
      if (verification.own) this.#awaitKeys(engine, KEY_CHECKS);
      this.#trust?.changed(verification.userId);
    });
    this.#trust = new Trust(engine);
    const batch = new Batch<string>(lifetime, 50, () => void this.#refresh());
    this.#batch = batch;
    const changed = (): void => batch.add("status");
    const events = [
      CryptoEvent.KeysChanged,
      CryptoEvent.UserTrustStatusChanged,
      CryptoEvent.KeyBackupStatus,
      CryptoEvent.DevicesUpdated,
      CryptoEvent.KeyBackupDecryptionKeyCached,
    ] as const;
    for (const event of events) {
      client.on(event, changed);
      lifetime.add(() => client.off(event, changed));
    }
    lifetime.add(
      bus.onAccountData((type) => {
        if (type === RECOVERY_EVENT || type.startsWith("m.secret_storage")) changed();
      }),
    );
    changed();
  }

  async setUp(options?: { readonly password?: string }): Promise<{ recoveryCode: string }> {
    // Two at once would each throw away what the other has just made.
    this.#settingUp ??= this.#withNewCode((engine, crypto) =>
      setUpKeys(engine, crypto, options?.password),
    ).finally(() => {
      this.#settingUp = undefined;
    });
    return this.#settingUp;
  }

  async renewRecoveryCode(): Promise<{ recoveryCode: string }> {
    return this.#withNewCode(renewCode);
  }

  async startAnew(options?: { readonly password?: string }): Promise<{ recoveryCode: string }> {
    return this.#withNewCode((engine, crypto) => replaceKeys(engine, crypto, options?.password));
  }

  async recover(recoveryCode: string): Promise<void> {
    return failing(async () => {
      const crypto = this.#crypto();
      await recoverKeys(this.#current(), crypto, recoveryCode);
      // Thousands of keys may come; what is on the screen is asked for first and need not wait.
      crypto.restoreKeyBackup().catch(() => undefined);
      this.#retry?.now();
      await this.#putRecovery({ saved: true });
      await this.#refresh();
    });
  }

  async confirmRecoveryCodeSaved(): Promise<void> {
    return failing(async () => {
      await this.#putRecovery({ saved: true });
      await this.#refresh();
    });
  }

  async verifyThisDevice(): Promise<Verification> {
    return this.#ask((crypto) => crypto.requestOwnUserVerification());
  }

  async verifyDevice(deviceId: string): Promise<Verification> {
    const { userId } = this.#current().tokens.credentials;
    return this.#ask((crypto) => crypto.requestDeviceVerification(userId, deviceId));
  }

  async verifyPerson(userId: string, roomId: string): Promise<Verification> {
    return this.#ask((crypto) => crypto.requestVerificationDM(userId, roomId));
  }

  trustOf(userId: string): Observable<PersonTrust | undefined> {
    return this.#trust?.of(userId) ?? UNKNOWN;
  }

  doubtOf(roomId: string, eventId: string): Observable<MessageDoubt | undefined> {
    return this.#doubts.of(roomId, eventId);
  }

  async acceptChange(userId: string): Promise<void> {
    return failing(async () => {
      const crypto = this.#crypto();
      const status = await crypto.getUserVerificationStatus(userId);
      if (status.wasCrossSigningVerified()) await crypto.withdrawVerificationRequirement(userId);
      else await crypto.pinCurrentUserIdentity(userId);
      this.#trust?.changed(userId);
      this.#retry?.now();
    });
  }

  tryAgain(roomId: string): void {
    this.#retry?.now(roomId);
  }

  async #ask(
    request: (crypto: CryptoApi) => ReturnType<CryptoApi["requestOwnUserVerification"]>,
  ): Promise<Verification> {
    return failing(async () => {
      const verifications = this.#verifications;
      const crypto = this.#crypto();
      if (verifications === undefined) {
        throw new MatrixFailure("forbidden", "A guest has nothing to confirm");
      }
      return verifications.follow(await request(crypto));
    });
  }

  async #withNewCode(
    work: (engine: Engine, crypto: CryptoApi) => Promise<string>,
  ): Promise<{ recoveryCode: string }> {
    return failing(async () => {
      const recoveryCode = await this.#undisturbed(() => work(this.#current(), this.#crypto()));
      await this.#putRecovery({ saved: false });
      await this.#refresh();
      return { recoveryCode };
    });
  }

  /**
   * Whoever asks the server for keys while new ones are on their way is answered with the old ones,
   * and the library then forgets the new.
   */
  async #undisturbed<T>(work: () => Promise<T>): Promise<T> {
    this.#replacing = true;
    try {
      return await work();
    } finally {
      this.#replacing = false;
      this.#batch?.add("status");
    }
  }

  #current(): Engine {
    if (this.#engine === undefined) {
      throw new MatrixFailure("unreachable", "The session has not started");
    }
    return this.#engine;
  }

  #crypto(): CryptoApi {
    const crypto = this.#current().client.getCrypto();
    if (crypto === undefined) throw new MatrixFailure("unreachable", "Encryption is not ready");
    return crypto;
  }

  async #putRecovery(content: { saved: boolean }): Promise<void> {
    const engine = this.#current();
    await engine.api.request({
      method: "PUT",
      path: path("v3", "user", engine.tokens.credentials.userId, "account_data", RECOVERY_EVENT),
      body: content,
    });
    this.#saved = content.saved;
  }

  /** After a confirmation the other device hands over the keys, without any event that says so. */
  #awaitKeys(engine: Engine, checks: number): void {
    if (checks === 0 || this.status.get().kind === "ready") return;
    this.#batch?.add("status");
    engine.lifetime.timeout(KEY_CHECK_PERIOD, () => this.#awaitKeys(engine, checks - 1));
  }

  async #refresh(): Promise<void> {
    const engine = this.#engine;
    const crypto = engine?.client.getCrypto();
    if (engine === undefined || crypto === undefined || this.#replacing) return;
    try {
      const status = await readStatus(engine, crypto, this.#saved);
      if (this.#engine !== engine) return;
      const before = this.status.get().kind;
      this.status.set(share(this.status.get(), status));
      // The keys have come from another device: what was closed may open now.
      if (status.kind === "ready" && before === "needs-recovery-code") this.#retry?.now();
    } catch (error) {
      // Without an answer of the server the old status stands; ask again in a while.
      if (toFailure(error).code !== "unreachable" || engine.lifetime.ended) return;
      engine.lifetime.timeout(5000, () => this.#batch?.add("status"));
    }
  }
}
