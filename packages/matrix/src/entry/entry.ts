import type { MatrixEntry, MatrixSession, SessionCredentials } from "../contract.ts";
import { failing } from "../errors/failure.ts";
import { serverInfo } from "./server-info.ts";
import { signInWithPassword } from "./sign-in.ts";

/**
 * Opens a session from stored credentials. Loads matrix-js-sdk lazily, so that the sign-in page
 * stays small; nothing is requested before `start`.
 * @param events.credentialsChanged is called with every refreshed token: store it at once, the
 *   old refresh token is void
 * @throws MatrixFailure `unreachable` when the code cannot be loaded
 */
export async function openSession(
  credentials: SessionCredentials,
  events: { credentialsChanged(credentials: SessionCredentials): void },
): Promise<MatrixSession> {
  return failing(async () => {
    const { Session } = await import("../session/session.ts");
    return new Session(credentials, events);
  });
}

/** The three entry points as one object, for those who want to hand them around. */
export const matrixEntry: MatrixEntry = { serverInfo, signInWithPassword, openSession };
