import type { MatrixSession } from "@plenum/matrix";
import { createStore, type StoreApi } from "zustand/vanilla";
import { z } from "zod";
import { ACCOUNT_KEY } from "../session/credentials.ts";
import { recoveryKey } from "../session/session-store.ts";
import type { Vault } from "../session/vault.ts";

export interface RecoveryState {
  /** The code, from its making until the person says that it is kept somewhere safe. */
  readonly code?: string;
  /** The person chose to go on without the code for now. */
  readonly skipped: boolean;
}

export interface RecoveryStore extends StoreApi<RecoveryState> {
  skip(): void;
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
  const store = createStore<RecoveryState>(() => ({ skipped: false }));
  const record = recoveryKey(ACCOUNT_KEY);
  const { encryption } = session;
  let settingUp = false;
  let disposed = false;

  const setUp = async (): Promise<void> => {
    if (settingUp || disposed || session.guestOf !== undefined) return;
    if (encryption.status.get().kind !== "not-set-up") return;
    settingUp = true;
    try {
      const { recoveryCode } = await encryption.setUp();
      await vault.write(record, recoveryCode);
      if (!disposed) store.setState({ code: recoveryCode });
    } catch {
      // Stays "not set up"; the next change of the status, or the next start, tries again.
    } finally {
      settingUp = false;
    }
  };

  const unsubscribe = encryption.status.subscribe(() => void setUp());
  void setUp();
  void vault.read(record, z.string()).then((code) => {
    if (code !== undefined && !disposed) store.setState({ code });
  });

  return {
    ...store,
    skip: () => store.setState({ skipped: true }),
    recover: (code) => encryption.recover(code),
    async confirmSaved() {
      await encryption.confirmRecoveryCodeSaved();
      await vault.remove(record);
      store.setState({ skipped: store.getState().skipped }, true);
    },
    dispose() {
      disposed = true;
      unsubscribe();
    },
  };
}
