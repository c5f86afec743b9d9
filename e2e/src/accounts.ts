import { createHmac, randomBytes } from "node:crypto";
import { z } from "zod";
import { installation } from "./installation.ts";

export interface Account {
  readonly userId: string;
  readonly localpart: string;
  readonly displayName: string;
  readonly password: string;
  readonly accessToken: string;
}

const nonceSchema = z.object({ nonce: z.string() });
const registeredSchema = z.object({ user_id: z.string(), access_token: z.string() });

async function post(path: string, body: unknown, token?: string): Promise<unknown> {
  const response = await fetch(`${installation.synapse.url}${path}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/**
 * Makes a fresh person with the homeserver's shared-secret registration, so that stories can run
 * again and again on the same installation.
 * @param displayName e.g. "Anna Schmidt"; the local part gets a random ending
 * @param options `admin`: may use the homeserver's own administration interface
 * @see https://element-hq.github.io/synapse/latest/admin_api/register_api.html
 */
export async function createAccount(
  displayName: string,
  { admin = false }: { readonly admin?: boolean } = {},
): Promise<Account> {
  const { nonce } = nonceSchema.parse(
    await (await fetch(`${installation.synapse.url}/_synapse/admin/v1/register`)).json(),
  );
  const base = displayName
    .toLowerCase()
    .normalize("NFD")
    .replaceAll(/[^a-z]+/g, ".");
  const localpart = `${base}.${randomBytes(3).toString("hex")}`;
  const password = randomBytes(9).toString("base64url");
  const mac = createHmac("sha1", installation.synapse.registrationSharedSecret)
    .update([nonce, localpart, password, admin ? "admin" : "notadmin"].join("\0"))
    .digest("hex");
  const registered = registeredSchema.parse(
    await post("/_synapse/admin/v1/register", {
      nonce,
      username: localpart,
      displayname: displayName,
      password,
      admin,
      mac,
    }),
  );
  return {
    userId: registered.user_id,
    localpart,
    displayName,
    password,
    accessToken: registered.access_token,
  };
}

/**
 * A name that nobody else has: of namesakes the directory shows the first few alone, and every story leaves
 * some behind.
 */
export function uniqueName(first: string): string {
  const [letter = 0, ...letters] = randomBytes(8);
  const small = letters.map((byte) => String.fromCodePoint(97 + (byte % 26))).join("");
  return `${first} ${String.fromCodePoint(65 + (letter % 26))}${small}`;
}

/** A request to the homeserver as that person, for preparing a story, never for its assertions. */
export async function asPerson(
  account: Account,
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${installation.synapse.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${account.accessToken}`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}

/** Accepts that person's invitation. */
export async function joinRoom(account: Account, roomId: string): Promise<void> {
  await asPerson(account, "POST", `/_matrix/client/v3/join/${encodeURIComponent(roomId)}`, {});
}
