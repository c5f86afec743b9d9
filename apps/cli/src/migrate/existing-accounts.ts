import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { installationConfigSchema } from "@plenum/model";
import type { ExistingAccount } from "@plenum/skype-export";
import { z } from "zod";

/** Accounts of one page, and questions at once. */
const PAGE = 500;
const AT_ONCE = 8;
/** Milliseconds. */
const PATIENCE = 60_000;

const pageSchema = z.object({
  users: z.array(z.object({ name: z.string() })),
  next_token: z.coerce.string().optional(),
});
const accountSchema = z.object({
  external_ids: z
    .array(z.object({ auth_provider: z.string(), external_id: z.string() }))
    .default([]),
});

/** The homeserver does not take whoever asks for an administrator. */
export class NoAdministrator extends Error {
  constructor(answer: string) {
    super(answer);
    this.name = "NoAdministrator";
  }
}

export interface Homeserver {
  readonly url: string;
  readonly token: string;
}

/**
 * Which homeserver is meant: the folder of an installation on this machine, or the address of one.
 * @param token of an administrator
 */
export async function homeserverOf(where: string, token: string | undefined): Promise<Homeserver> {
  if (token === undefined || token === "") {
    throw new Error("PLENUM_HOMESERVER_TOKEN must hold the access token of an administrator");
  }
  if (/^https?:\/\//.test(where)) return { url: where, token };
  const file = (await stat(where)).isDirectory() ? join(where, "config.json") : where;
  const config = installationConfigSchema.parse(JSON.parse(await readFile(file, "utf8")));
  return { url: config.synapse.url, token };
}

/**
 * Every account with what the sign-in service knows it by; only reads.
 * @param provider of the rules: `oidc-keycloak`
 * @throws NoAdministrator
 * @see https://element-hq.github.io/synapse/latest/admin_api/user_admin_api.html
 */
export async function* existingAccounts(
  homeserver: Homeserver,
  provider: string,
): AsyncGenerator<ExistingAccount> {
  let from: string | undefined = "0";
  while (from !== undefined) {
    const query = new URLSearchParams({ from, limit: String(PAGE), deactivated: "true" });
    const page = pageSchema.parse(await ask(homeserver, `/_synapse/admin/v2/users?${query}`));
    for (let at = 0; at < page.users.length; at += AT_ONCE) {
      const some = page.users.slice(at, at + AT_ONCE);
      yield* await Promise.all(some.map(({ name }) => account(homeserver, name, provider)));
    }
    from = page.next_token;
  }
}

async function account(
  homeserver: Homeserver,
  userId: string,
  provider: string,
): Promise<ExistingAccount> {
  const path = `/_synapse/admin/v2/users/${encodeURIComponent(userId)}`;
  const { external_ids: ids } = accountSchema.parse(await ask(homeserver, path));
  const externalIds = ids.filter((id) => id.auth_provider === provider);
  return { userId, externalIds: externalIds.map((id) => id.external_id) };
}

async function ask({ url, token }: Homeserver, path: string): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    headers: { authorization: `Bearer ${token}` },
    redirect: "error",
    signal: AbortSignal.timeout(PATIENCE),
  });
  const answer = `${response.status} ${response.statusText}`;
  if (response.status === 401 || response.status === 403) throw new NoAdministrator(answer);
  if (!response.ok) throw new Error(answer);
  return response.json();
}
