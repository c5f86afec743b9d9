import { setTimeout as pause } from "node:timers/promises";
import {
  createSessionResponseSchema,
  type InstallationConfig,
  provisioningSchema,
} from "@plenum/model";
import type { Account } from "./accounts.ts";

/**
 * A session of the API for an account.
 * @returns the bearer token
 */
export async function apiSession(
  config: InstallationConfig,
  { userId, accessToken }: Account,
): Promise<string> {
  const openIdToken = await send(
    `${config.synapse.url}/_matrix/client/v3/user/${encodeURIComponent(userId)}/openid/request_token`,
    { token: accessToken, body: {} },
  );
  const session = await send(`${config.appservice.url}/api/v1/sessions`, { body: { openIdToken } });
  return createSessionResponseSchema.parse(session).token;
}

/**
 * A conference room made through the documented API; the account moderates.
 * @param invite Matrix ids
 * @returns the room's Matrix id
 */
export async function createConferenceRoom(
  config: InstallationConfig,
  account: Account,
  title: string,
  invite: readonly string[],
): Promise<string> {
  const api = `${config.appservice.url}/api/v1`;
  const token = await apiSession(config, account);
  const body = { title, invite };
  const { id } = provisioningSchema.parse(await send(`${api}/conferences`, { token, body }));
  for (;;) {
    const now = provisioningSchema.parse(
      await send(`${api}/conferences/provisioning/${id}`, { token }),
    );
    if (now.state === "ready" && now.roomId !== undefined) return now.roomId;
    if (now.state === "failed") throw new Error("the conference room could not be made");
    await pause(200);
  }
}

/** One request with a JSON answer. @throws Error for anything but success */
export async function send(
  url: string,
  { token, body }: { readonly token?: string; readonly body?: object },
): Promise<unknown> {
  const response = await fetch(url, {
    ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}`);
  return response.json();
}
