import { createHmac, randomBytes } from "node:crypto";
import type { InstallationConfig } from "@plenum/model";
import { z } from "zod";

export interface Account {
  readonly localpart: string;
  readonly userId: string;
  readonly password: string;
  readonly accessToken: string;
}

const nonceSchema = z.object({ nonce: z.string() });
const registeredSchema = z.object({ user_id: z.string(), access_token: z.string() });
const roomSchema = z.object({ room_id: z.string() });

async function call(
  config: InstallationConfig,
  path: string,
  options: { readonly body?: object; readonly token?: string } = {},
): Promise<unknown> {
  const response = await fetch(`${config.synapse.url}${path}`, {
    ...(options.body ? { method: "POST", body: JSON.stringify(options.body) } : {}),
    headers: {
      "content-type": "application/json",
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
    },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/**
 * A fresh person with a random account.
 * @param admin whether the account administrates the homeserver
 */
export async function createAccount(
  config: InstallationConfig,
  displayName: string,
  admin = false,
): Promise<Account> {
  const path = "/_synapse/admin/v1/register";
  const { nonce } = nonceSchema.parse(await call(config, path));
  const localpart = `bench.${randomBytes(5).toString("hex")}`;
  const password = randomBytes(12).toString("base64url");
  const mac = createHmac("sha1", config.synapse.registrationSharedSecret)
    .update([nonce, localpart, password, admin ? "admin" : "notadmin"].join("\0"))
    .digest("hex");
  const registered = registeredSchema.parse(
    await call(config, path, {
      body: { nonce, username: localpart, displayname: displayName, password, admin, mac },
    }),
  );
  return {
    localpart,
    userId: registered.user_id,
    password,
    accessToken: registered.access_token,
  };
}

/** A room of the first account in which all of them are. Resolves to its id. */
export async function createSharedRoom(
  config: InstallationConfig,
  [owner, ...others]: readonly [Account, ...Account[]],
): Promise<string> {
  const { room_id: roomId } = roomSchema.parse(
    await call(config, "/_matrix/client/v3/createRoom", {
      token: owner.accessToken,
      body: {
        name: `Messung ${randomBytes(3).toString("hex")}`,
        preset: "private_chat",
        invite: others.map(({ userId }) => userId),
        // As the client makes its rooms: everybody may say that they are in the call.
        power_level_content_override: { events: { "org.matrix.msc3401.call.member": 0 } },
      },
    }),
  );
  for (const { accessToken } of others) {
    await call(config, `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, {
      token: accessToken,
      body: {},
    });
  }
  return roomId;
}
