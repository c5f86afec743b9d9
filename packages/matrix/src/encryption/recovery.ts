import { decodeRecoveryKey } from "matrix-js-sdk/lib/crypto-api/recovery-key.js";
import type { CryptoApi } from "matrix-js-sdk/lib/crypto-api/index.js";
import { MatrixFailure } from "../errors/failure.ts";
import type { Engine } from "../session/engine.ts";
import { answerWithPassword, passwordCallback } from "./password.ts";

type GeneratedKey = Awaited<ReturnType<CryptoApi["createRecoveryKeyFromPassphrase"]>>;

async function newKey(crypto: CryptoApi): Promise<{ key: GeneratedKey; recoveryCode: string }> {
  const key = await crypto.createRecoveryKeyFromPassphrase();
  if (key.encodedPrivateKey === undefined) {
    throw new MatrixFailure("unknown", "No recovery code came out");
  }
  return { key, recoveryCode: key.encodedPrivateKey };
}

/**
 * Cross-signing, secret storage and key backup of an account that has none yet.
 * @returns the recovery code
 * @throws MatrixFailure `password-needed`, `wrong-password`
 */
export async function setUpKeys(
  engine: Engine,
  crypto: CryptoApi,
  password: string | undefined,
): Promise<string> {
  const { key, recoveryCode } = await newKey(crypto);
  await engine.secretKeys.during(key.privateKey, async () => {
    await crypto.bootstrapCrossSigning({
      authUploadDeviceSigningKeys: passwordCallback(engine.tokens.credentials.userId, password),
    });
    await crypto.bootstrapSecretStorage({
      createSecretStorageKey: async () => key,
      setupNewSecretStorage: true,
      setupNewKeyBackup: true,
    });
  });
  return recoveryCode;
}

/**
 * Puts the keys that this device holds behind a new recovery code.
 * @throws MatrixFailure `unknown` when the device does not hold them all
 */
export async function renewCode(engine: Engine, crypto: CryptoApi): Promise<string> {
  if (!(await crypto.isCrossSigningReady())) {
    throw new MatrixFailure("unknown", "This device does not hold the account's keys");
  }
  const { key, recoveryCode } = await newKey(crypto);
  await engine.secretKeys.during(key.privateKey, () =>
    crypto.bootstrapSecretStorage({
      createSecretStorageKey: async () => key,
      setupNewSecretStorage: true,
    }),
  );
  return recoveryCode;
}

/**
 * Throws the account's keys away, on the server too, and makes new ones.
 * @throws MatrixFailure `password-needed`, `wrong-password`; nothing is lost then
 */
export async function replaceKeys(
  engine: Engine,
  crypto: CryptoApi,
  password: string | undefined,
): Promise<string> {
  const { userId } = engine.tokens.credentials;
  // Ask for the password with something that changes nothing: the library empties what it replaces
  // before the server has agreed, and a typing error must not cost the old keys.
  await answerWithPassword(userId, password, (auth) =>
    engine.client.deleteMultipleDevices([], auth ?? undefined),
  );
  const { key, recoveryCode } = await newKey(crypto);
  // Never without a storage: other devices would take the account for one without keys.
  await engine.secretKeys.during(key.privateKey, async () => {
    await crypto.bootstrapSecretStorage({
      createSecretStorageKey: async () => key,
      setupNewSecretStorage: true,
    });
    await crypto.bootstrapCrossSigning({
      setupNewCrossSigning: true,
      authUploadDeviceSigningKeys: passwordCallback(userId, password),
    });
    await crypto.resetKeyBackup();
  });
  return recoveryCode;
}

/**
 * Opens the account's keys with the recovery code and lets this device use them.
 * @throws MatrixFailure `bad-recovery-code`, `not-found` when the account has no recovery
 */
export async function recoverKeys(
  engine: Engine,
  crypto: CryptoApi,
  recoveryCode: string,
): Promise<void> {
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
}

function readRecoveryCode(code: string): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(decodeRecoveryKey(code.trim()));
  } catch (error) {
    throw new MatrixFailure("bad-recovery-code", "Not a recovery code", { cause: error });
  }
}
