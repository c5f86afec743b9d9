import { userIdSchema } from "@plenum/model";
import { z } from "zod";
import type { SessionCredentials } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { asFailure, normaliseBaseUrl, RefusedError, requestJson } from "../http/request.ts";

const loginAnswerSchema = z.object({
  user_id: userIdSchema,
  device_id: z.string().min(1).max(255),
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
});

function failureOfSignIn(error: unknown): MatrixFailure {
  if (error instanceof RefusedError) {
    const { refusal } = error;
    // Synapse answers an unknown name and a wrong password alike, and so do we.
    const wrong =
      refusal.errcode === "M_FORBIDDEN" ||
      refusal.errcode === "M_INVALID_USERNAME" ||
      refusal.errcode === "M_INVALID_PARAM";
    if (wrong) {
      return new MatrixFailure("wrong-password", "The homeserver refused name or password");
    }
  }
  return asFailure(error);
}

/**
 * Signs in with a password and asks for a refresh token, so that a stolen access token is worth
 * little for long.
 * @param options.user a full user id or its local part
 * @param options.deviceName what the person sees in the list of devices
 * @throws MatrixFailure `wrong-password`, `deactivated`, `rate-limited` (with `retryAfter`),
 *   `unreachable`
 * @see https://spec.matrix.org/v1.16/client-server-api/#post_matrixclientv3login
 */
export async function signInWithPassword(options: {
  baseUrl: string;
  user: string;
  password: string;
  deviceName: string;
}): Promise<SessionCredentials> {
  const base = normaliseBaseUrl(options.baseUrl);
  let answer: unknown;
  try {
    answer = await requestJson({
      method: "POST",
      url: `${base}/_matrix/client/v3/login`,
      body: {
        type: "m.login.password",
        identifier: { type: "m.id.user", user: options.user.trim() },
        password: options.password,
        initial_device_display_name: options.deviceName,
        refresh_token: true,
      },
    });
  } catch (error) {
    throw failureOfSignIn(error);
  }
  const parsed = loginAnswerSchema.safeParse(answer);
  if (!parsed.success) {
    throw new MatrixFailure("unreachable", "The homeserver's answer to the sign-in is unreadable");
  }
  const { user_id, device_id, access_token, refresh_token } = parsed.data;
  return {
    baseUrl: base,
    userId: user_id,
    deviceId: device_id,
    accessToken: access_token,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
  };
}
