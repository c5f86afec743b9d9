import "./polyfill.ts";
import { createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { CONFIG_ENVIRONMENT_VARIABLE, installationConfigSchema } from "@plenum/model";
import { z } from "zod";

/** The configuration of the installation that the tests run against. */
export function readTestConfig() {
  const file = process.env[CONFIG_ENVIRONMENT_VARIABLE];
  if (file === undefined) throw new Error(`${CONFIG_ENVIRONMENT_VARIABLE} names no configuration`);
  return installationConfigSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

export interface TestUser {
  readonly name: string;
  readonly password: string;
}

async function post(url: string, body: unknown, token?: string): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Registers a user with a random name through the shared secret. */
export async function registerUser(
  prefix: string,
  options?: { admin?: boolean },
): Promise<TestUser> {
  const { synapse } = readTestConfig();
  const url = `${synapse.url}/_synapse/admin/v1/register`;
  const nonceAnswer: unknown = await (await fetch(url)).json();
  const { nonce } = z.object({ nonce: z.string() }).parse(nonceAnswer);
  const name = `${prefix}-${randomBytes(6).toString("hex")}`;
  const password = randomBytes(12).toString("base64url");
  const admin = options?.admin === true;
  const mac = createHmac("sha1", synapse.registrationSharedSecret)
    .update([nonce, name, password, admin ? "admin" : "notadmin"].join("\0"))
    .digest("hex");
  await post(url, { nonce, username: name, password, admin, mac });
  return { name, password };
}

/** Deactivates an account as its owner would, with the password. */
export async function deactivate(
  baseUrl: string,
  accessToken: string,
  user: TestUser,
): Promise<void> {
  await post(
    `${baseUrl}/_matrix/client/v3/account/deactivate`,
    {
      auth: {
        type: "m.login.password",
        identifier: { type: "m.id.user", user: user.name },
        password: user.password,
      },
    },
    accessToken,
  );
}
