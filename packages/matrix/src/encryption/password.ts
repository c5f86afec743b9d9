import type { AuthDict, UIAuthCallback } from "matrix-js-sdk/lib/interactive-auth.js";
import { MatrixFailure } from "../errors/failure.ts";
import { field } from "../untrusted/guards.ts";

/**
 * Makes a request that the server may want confirmed by the password.
 * @param request is made without confirmation first, then with it
 * @throws MatrixFailure `password-needed`, `wrong-password`
 * @see https://spec.matrix.org/v1.16/client-server-api/#user-interactive-authentication-api
 */
export async function answerWithPassword<T>(
  userId: string,
  password: string | undefined,
  request: (auth: AuthDict | null) => Promise<T>,
): Promise<T> {
  try {
    return await request(null);
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
      return await request({
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
}

/** The same, in the form in which the library wants it for new keys. */
export function passwordCallback(
  userId: string,
  password: string | undefined,
): UIAuthCallback<void> {
  return (makeRequest) => answerWithPassword(userId, password, makeRequest);
}
