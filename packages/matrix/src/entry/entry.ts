import { type AgencySwitches, ALL_ON } from "@plenum/model";
import type { MatrixEntry, MatrixSession, SessionCredentials } from "../contract.ts";
import { failing } from "../errors/failure.ts";
import { LastState } from "../last-state/last-state.ts";
import { serverInfo } from "./server-info.ts";
import { signInWithPassword } from "./sign-in.ts";

/**
 * Loads what a session needs (matrix-js-sdk, the crypto code and its .wasm file), all at once and
 * without asking the homeserver anything. Worth calling while somebody types a password.
 * @throws whatever the loading failed with; `openSession` then tries again
 */
export async function preload(): Promise<void> {
  await Promise.all([import("../session/session.ts"), loadCrypto()]);
}

/** Otherwise it would come only after matrix-js-sdk, one file after the other. */
async function loadCrypto(): Promise<void> {
  const { initAsync } = await import("@matrix-org/matrix-sdk-crypto-wasm");
  await initAsync();
}

/**
 * Opens a session from stored credentials. Loads matrix-js-sdk lazily, so that the sign-in page
 * stays small; nothing is requested before `start`. What this device showed last is there at once.
 * @param events.credentialsChanged is called with every refreshed token: store it at once, the
 *   old refresh token is void
 * @param agency what is off is neither sent nor shown by any part of the session
 * @throws MatrixFailure `unreachable` when the code cannot be loaded
 */
export async function openSession(
  credentials: SessionCredentials,
  events: { credentialsChanged(credentials: SessionCredentials): void },
  agency: AgencySwitches = ALL_ON,
): Promise<MatrixSession> {
  return failing(async () => {
    // If it fails it fails again at `start`, where it is waited for.
    loadCrypto().catch(() => undefined);
    const kept =
      credentials.guestOf === undefined
        ? new LastState(credentials.userId, credentials.deviceId)
        : undefined;
    const [{ Session }, rooms] = await Promise.all([
      import("../session/session.ts"),
      kept?.rooms(),
    ]);
    const session = new Session(credentials, events, agency, kept);
    if (rooms !== undefined) session.restore(rooms);
    return session;
  });
}

/** The three entry points as one object, for those who want to hand them around. */
export const matrixEntry: MatrixEntry = { serverInfo, signInWithPassword, openSession };
