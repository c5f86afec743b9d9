import { CryptoEvent } from "matrix-js-sdk/lib/crypto-api/CryptoEvent.js";
import { decodeRecoveryKey } from "matrix-js-sdk/lib/crypto-api/recovery-key.js";
import type { CryptoApi } from "matrix-js-sdk/lib/crypto-api/index.js";
import type { UIAuthCallback } from "matrix-js-sdk/lib/interactive-auth.js";
import type { Encryption, EncryptionStatus } from "../contract.ts";
import { failing, MatrixFailure, toFailure } from "../errors/failure.ts";
import { Batch } from "../observable/batch.ts";
import { Value } from "../observable/value.ts";
import { share } from "../observable/share.ts";
import { accountDataOf } from "../session/account-data.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field } from "../untrusted/guards.ts";

/** Account data that remembers that the person has printed or saved the recovery code. */
export const RECOVERY_EVENT = "chat.plenum.recovery";

/** Cross-signing, secret storage and key backup of the signed-in account, from this device. */
export class SessionEncryption implements Encryption {
  readonly status = new Value<EncryptionStatus>({ kind: "unknown" });
  #engine: Engine | undefined;
  #batch: Batch<string> | undefined;

  /** Follows the keys of an engine that has started, for as long as it lives. */
  attach(engine: Engine, isGuest: boolean): void {
    this.#engine = engine;
    if (isGuest) {
      // A guest's one device ends with the account: nothing to sign, nothing to recover.
      this.status.set({ kind: "ready", recoveryCodeSaved: true });
      return;
    }
    const { client, lifetime, bus } = engine;
    const batch = new Batch<string>(lifetime, 50, () => void this.#refresh());
    this.#batch = batch;
    const changed = (): void => batch.add("status");
    const events = [
      CryptoEvent.KeysChanged,
      CryptoEvent.UserTrustStatusChanged,
      CryptoEvent.KeyBackupStatus,
      CryptoEvent.DevicesUpdated,
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
    lifetime.add(() => {
      if (this.#engine === engine) this.#engine = undefined;
    });
    changed();
  }

  async setUp(options?: { readonly password?: string }): Promise<{ recoveryCode: string }> {
    return failing(async () => {
      const engine = this.#current();
      const crypto = this.#crypto();
      const generated = await crypto.createRecoveryKeyFromPassphrase();
      const recoveryCode = generated.encodedPrivateKey;
      if (recoveryCode === undefined) {
        throw new MatrixFailure("unknown", "No recovery code came out");
      }
      await engine.secretKeys.during(generated.privateKey, async () => {
        await crypto.bootstrapCrossSigning({
          authUploadDeviceSigningKeys: passwordCallback(
            engine.tokens.credentials.userId,
            options?.password,
          ),
        });
        await crypto.bootstrapSecretStorage({
          createSecretStorageKey: async () => generated,
          setupNewSecretStorage: true,
          setupNewKeyBackup: true,
        });
      });
      await this.#putRecovery({ saved: false });
      await this.#refresh();
      return { recoveryCode };
    });
  }

  async recover(recoveryCode: string): Promise<void> {
    return failing(async () => {
      const engine = this.#current();
      const crypto = this.#crypto();
      const key = readRecoveryCode(recoveryCode);
      const [keyId, description] = (await engine.client.secretStorage.getKey()) ?? [];
      if (keyId === undefined || description === undefined) {
        throw new MatrixFailure("not-found", "The account has no recovery");
      }
      if (!(await engine.client.secretStorage.checkKey(key, description))) {
        throw new MatrixFailure("bad-recovery-code", "The code belongs to other keys");
      }
      await engine.secretKeys.during(key, async () => {
        await crypto.bootstrapCrossSigning({});
        await crypto.loadSessionBackupPrivateKeyFromSecretStorage();
      });
      await crypto.checkKeyBackupAndEnable();
      // Thousands of keys may come; what is on the screen is asked for first and need not wait.
      crypto.restoreKeyBackup().catch(() => undefined);
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

  /** What was written last: the sync brings it only later. */
  #saved: boolean | undefined;

  async #refresh(): Promise<void> {
    const engine = this.#engine;
    const crypto = engine?.client.getCrypto();
    if (engine === undefined || crypto === undefined) return;
    try {
      const status = await readStatus(engine, crypto, this.#saved);
      if (this.#engine === engine) this.status.set(share(this.status.get(), status));
    } catch (error) {
      // Without an answer of the server the old status stands; ask again in a while.
      if (toFailure(error).code !== "unreachable" || engine.lifetime.ended) return;
      engine.lifetime.timeout(5000, () => this.#batch?.add("status"));
    }
  }
}

async function readStatus(
  engine: Engine,
  crypto: CryptoApi,
  saved: boolean | undefined,
): Promise<EncryptionStatus> {
  const { userId } = engine.tokens.credentials;
  const hasKeys = await crypto.userHasCrossSigningKeys(userId, true);
  if (!hasKeys) return { kind: "not-set-up" };
  const { privateKeysCachedLocally, publicKeysOnDevice } = await crypto.getCrossSigningStatus();
  const complete =
    publicKeysOnDevice &&
    privateKeysCachedLocally.masterKey &&
    privateKeysCachedLocally.selfSigningKey &&
    privateKeysCachedLocally.userSigningKey;
  const hasStorage = (await engine.client.secretStorage.getDefaultKeyId()) !== null;
  if (!complete) return { kind: hasStorage ? "needs-recovery-code" : "not-set-up" };
  if (!hasStorage) return { kind: "not-set-up" };
  const stored = field(accountDataOf(engine.client, RECOVERY_EVENT), "saved");
  return { kind: "ready", recoveryCodeSaved: saved ?? stored === true };
}

function readRecoveryCode(code: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(decodeRecoveryKey(code.trim()));
  } catch (error) {
    throw new MatrixFailure("bad-recovery-code", "Not a recovery code", { cause: error });
  }
}

/** Answers a server that wants the password before new keys; most ask only when replacing old ones. */
function passwordCallback(userId: string, password: string | undefined): UIAuthCallback<void> {
  return async (makeRequest) => {
    try {
      await makeRequest(null);
      return;
    } catch (error) {
      const { httpStatus, data } = error as { httpStatus?: unknown; data?: unknown };
      const session = field(data, "session");
      if (httpStatus !== 401 || typeof session !== "string") throw error;
      if (password === undefined) {
        throw new MatrixFailure("password-needed", "The server asks for the password", {
          cause: error,
        });
      }
      try {
        await makeRequest({
          type: "m.login.password",
          identifier: { type: "m.id.user", user: userId },
          password,
          session,
        });
      } catch (refused) {
        if ((refused as { httpStatus?: unknown }).httpStatus !== 401) throw refused;
        throw new MatrixFailure("wrong-password", "The server refused the password", {
          cause: refused,
        });
      }
    }
  };
}
