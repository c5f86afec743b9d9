import type { MatrixSession } from "@plenum/matrix";
import { createStore, type StoreApi } from "zustand/vanilla";
import { z } from "zod";
import { failureCode } from "../session/failure.ts";
import { ACCOUNT_KEY } from "../session/credentials.ts";
import { recoveryKey } from "../session/session-store.ts";
import type { Vault } from "../session/vault.ts";

export interface RecoveryState {
  /** The code, from its making until the person says that it is kept somewhere safe. */
  readonly code?: string;
  /** The person chose to go on without the code for now. */
  readonly skipped: boolean;
  /** The server wants the password before it changes the account's keys. */
  readonly passwordNeeded: boolean;
}

export interface RecoveryStore extends StoreApi<RecoveryState> {
  skip(): void;
  /** Sets encryption up after all. @throws MatrixFailure `wrong-password` */
  setUpWith(password: string): Promise<void>;
  /** A new code for the same keys. */
  renew(): Promise<void>;
  /** New keys, the old ones given up. @throws MatrixFailure `password-needed`, `wrong-password` */
  startAnew(password: string | undefined): Promise<void>;
  /** @throws MatrixFailure `bad-recovery-code` */
  recover(code: string): Promise<void>;
  confirmSaved(): Promise<void>;
  dispose(): void;
}

/**
 * Sets encryption up on the first device without asking, and keeps the recovery code until it is
 * saved elsewhere. The browser holds the keys themselves anyway; the code beside them adds no risk.
 */
export function createRecoveryStore(session: MatrixSession, vault: Vault): RecoveryStore {
  // Whoever went on without the code on this device is not asked again at every start.
  const skippedKey = `plenum.recovery-skipped:${session.userId}:${session.deviceId}`;
  const store = createStore<RecoveryState>(() => ({
    skipped: localStorage.getItem(skippedKey) !== null,
    passwordNeeded: false,
  }));
  const record = recoveryKey(ACCOUNT_KEY);
  const { encryption } = session;
  let settingUp = false;
  let disposed = false;

  const keep = async (code: string): Promise<void> => {
    await vault.write(record, code);
    if (!disposed) store.setState({ code, passwordNeeded: false });
  };

  const setUp = async (): Promise<void> => {
    if (settingUp || disposed || session.guestOf !== undefined) return;
    if (encryption.status.get().kind !== "not-set-up") return;
    settingUp = true;
    try {
      await keep((await encryption.setUp()).recoveryCode);
    } catch (error) {
      // Anything else stays "not set up" and is tried again with the next change or start.
      if (failureCode(error) === "password-needed" && !disposed) {
        store.setState({ passwordNeeded: true });
      }
    } finally {
      settingUp = false;
    }
  };

  const unsubscribe = encryption.status.subscribe(() => void setUp());
  void setUp();
  const readKept = async (): Promise<void> => {
    const code = await vault.read(record, z.string());
    if (code !== undefined && !disposed) store.setState({ code });
  };
  void readKept();

  return {
    ...store,
    skip() {
      localStorage.setItem(skippedKey, "yes");
      store.setState({ skipped: true });
    },
    async setUpWith(password) {
      await keep((await encryption.setUp({ password })).recoveryCode);
    },
    async renew() {
      await keep((await encryption.renewRecoveryCode()).recoveryCode);
    },
    async startAnew(password) {
      const options = password === undefined ? {} : { password };
      await keep((await encryption.startAnew(options)).recoveryCode);
    },
    recover: (code) => encryption.recover(code),
    async confirmSaved() {
      await encryption.confirmRecoveryCodeSaved();
      await vault.remove(record);
      const { code: _saved, ...rest } = store.getState();
      store.setState(rest, true);
    },
    dispose() {
      disposed = true;
      unsubscribe();
    },
  };
}
