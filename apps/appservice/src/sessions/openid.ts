import {
  isGuestUserId,
  parseUserId,
  type InstallationConfig,
  type OpenIdToken,
} from "@plenum/model";
import { z } from "zod";
import { ApiProblem } from "../http/api-problem.ts";
import { requestJson } from "../matrix/json-request.ts";

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 16 * 1024;

const userInfoSchema = z.looseObject({ sub: z.string().max(255) });

/**
 * Proves who holds an OpenID token by asking the homeserver that the token names: our own, or
 * one of those that the configuration trusts, at the address given there. A homeserver can speak for
 * its own users only; redirects are not followed.
 * @param timeoutMs milliseconds for the whole answer, however it drips
 * @returns the proven Matrix user id
 * @throws ApiProblem `unauthorised` or `homeserver-unavailable`
 * @see https://spec.matrix.org/v1.16/server-server-api/#get_matrixfederationv1openiduserinfo
 */
export async function proveIdentity(
  config: InstallationConfig,
  token: OpenIdToken,
  timeoutMs = TIMEOUT_MS,
): Promise<string> {
  const base = homeserverOf(config, token.matrix_server_name);
  if (base === undefined) throw new ApiProblem("unauthorised");
  const url = new URL("/_matrix/federation/v1/openid/userinfo", base);
  url.searchParams.set("access_token", token.access_token);
  let answer: { status: number; body: unknown };
  try {
    answer = await requestJson(url, { timeoutMs, maxBytes: MAX_BYTES });
  } catch {
    // The error of the request names the URL, and with it the token: it goes no further.
    throw new ApiProblem("homeserver-unavailable", { retryAfter: 5 });
  }
  if (answer.status >= 500) throw new ApiProblem("homeserver-unavailable", { retryAfter: 5 });
  const info = userInfoSchema.safeParse(answer.body);
  if (answer.status !== 200 || !info.success) throw new ApiProblem("unauthorised");
  if (!speaksFor(config, token.matrix_server_name, info.data.sub))
    throw new ApiProblem("unauthorised");
  return info.data.sub;
}

function homeserverOf(config: InstallationConfig, serverName: string): string | undefined {
  if (serverName === config.serverName) return config.synapse.url;
  const trusted = config.appservice.trustedHomeservers;
  return Object.hasOwn(trusted, serverName) ? trusted[serverName] : undefined;
}

/**
 * True where the user id is one of that server, spelled exactly so. Guests of another agency are
 * guests of one room there, and nobody here.
 */
function speaksFor(config: InstallationConfig, serverName: string, userId: string): boolean {
  if (serverName !== config.serverName && isGuestUserId(userId, serverName)) return false;
  try {
    return parseUserId(userId).server === serverName;
  } catch {
    return false;
  }
}
