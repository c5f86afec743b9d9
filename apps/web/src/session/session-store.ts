import type {
  ConnectionState,
  MatrixErrorCode,
  MatrixSession,
  SessionCredentials,
} from "@plenum/matrix";
import type { AgencySwitches } from "@plenum/model";
import { createStore, type StoreApi } from "zustand/vanilla";
import { ACCOUNT_KEY, storedCredentialsSchema } from "./credentials.ts";
import { failureCode } from "./failure.ts";
import type { Vault } from "./vault.ts";

type SignedOutReason = Extract<ConnectionState, { kind: "signed-out" }>["reason"];

export type SessionPhase =
  | { readonly kind: "opening" }
  | { readonly kind: "signed-out"; readonly reason?: SignedOutReason }
  | { readonly kind: "open"; readonly session: MatrixSession }
  | { readonly kind: "failed"; readonly code: MatrixErrorCode };

export interface SessionStore extends StoreApi<{ phase: SessionPhase }> {
  /** Opens the stored session, if there is one. */
  resume(): Promise<void>;
  /** Keeps new credentials and opens their session. */
  begin(credentials: SessionCredentials): Promise<void>;
  /** Ends the session on the server too, and forgets it here. */
  signOut(): Promise<void>;
  dispose(): void;
}

/**
 * The life of one session in this tab: stored credentials → open → signed out.
 * @param agency what the agency does without
 * @param key of the record in the vault: the account's, or a guest's
 */
export function createSessionStore(
  vault: Vault,
  agency: AgencySwitches,
  key: string = ACCOUNT_KEY,
): SessionStore {
  const store = createStore<{ phase: SessionPhase }>(() => ({ phase: { kind: "opening" } }));
  let unsubscribe: (() => void) | undefined;
  let current: MatrixSession | undefined;
  let disposed = false;

  const show = (phase: SessionPhase): void => {
    if (!disposed) store.setState({ phase });
  };

  const close = (): void => {
    unsubscribe?.();
    unsubscribe = undefined;
    // Also one that still waits for the server: it holds the keys, and would shut out the next.
    current?.stop();
    current = undefined;
  };

  const forget = async (reason: SignedOutReason): Promise<void> => {
    close();
    await vault.remove(key);
    await vault.remove(recoveryKey(key));
    show({ kind: "signed-out", reason });
  };

  const open = async (credentials: SessionCredentials): Promise<void> => {
    show({ kind: "opening" });
    try {
      const { openSession } = await import("@plenum/matrix");
      const session = await openSession(
        credentials,
        { credentialsChanged: (changed) => void vault.write(key, changed) },
        agency,
      );
      if (disposed) {
        session.stop();
        return;
      }
      unsubscribe = session.connection.subscribe(() => {
        const connection = session.connection.get();
        if (connection.kind === "signed-out") void forget(connection.reason);
      });
      current = session;
      if (disposed) close();
      await session.start();
      show({ kind: "open", session });
    } catch (error) {
      const code = failureCode(error);
      if (code === "signed-out") {
        await forget("token-expired");
        return;
      }
      close();
      show({ kind: "failed", code });
    }
  };

  return {
    ...store,
    async resume() {
      const credentials = await vault.read(key, storedCredentialsSchema);
      if (credentials) await open(credentials);
      else show({ kind: "signed-out" });
    },
    async begin(credentials) {
      await vault.write(key, credentials);
      await open(credentials);
    },
    async signOut() {
      const { phase } = store.getState();
      if (phase.kind === "open") {
        unsubscribe?.();
        unsubscribe = undefined;
        // Whatever the server says: on this device the account is gone.
        await phase.session.signOut().catch(() => undefined);
      }
      await forget("by-user");
    },
    dispose() {
      disposed = true;
      close();
    },
  };
}

/** Key of the record that holds a recovery code until the person has kept it elsewhere. */
export function recoveryKey(key: string): string {
  return `${key}:recovery`;
}
