import type { CryptoApi } from "matrix-js-sdk/lib/crypto-api/index.js";
import type { EncryptionStatus } from "../contract.ts";
import { accountDataOf } from "../session/account-data.ts";
import type { Engine } from "../session/engine.ts";
import { field } from "../untrusted/guards.ts";

/** Account data that remembers that the person has printed or saved the recovery code. */
export const RECOVERY_EVENT = "chat.plenum.recovery";

/**
 * How far the account's keys are on this device.
 * @param saved what this device has just written of the recovery code; the sync brings it later
 */
export async function readStatus(
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
  if (!complete) {
    const otherDevices = await hasConfirmedDevice(engine, crypto);
    // New keys would shut the other device out.
    if (!hasStorage && !otherDevices) return { kind: "not-set-up" };
    return { kind: "needs-recovery-code", otherDevices };
  }
  if (!hasStorage) return { kind: "not-set-up" };
  const stored = field(accountDataOf(engine.client, RECOVERY_EVENT), "saved");
  return { kind: "ready", recoveryCodeSaved: saved ?? stored === true };
}

/** Whether another device of the account holds its keys, and so could confirm this one. */
async function hasConfirmedDevice(engine: Engine, crypto: CryptoApi): Promise<boolean> {
  const { userId, deviceId } = engine.tokens.credentials;
  const devices = (await crypto.getUserDeviceInfo([userId], true)).get(userId);
  for (const other of devices?.keys() ?? []) {
    if (other === deviceId) continue;
    const status = await crypto.getDeviceVerificationStatus(userId, other);
    if (status?.signedByOwner === true && devices?.get(other)?.dehydrated !== true) return true;
  }
  return false;
}
