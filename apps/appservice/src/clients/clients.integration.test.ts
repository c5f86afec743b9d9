import { randomUUID } from "node:crypto";
import { createApiClientResponseSchema, provisioningSchema } from "@plenum/model";
import { SignJWT } from "jose";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connectionOf } from "../database/database.ts";
import { problemCode, Stack, type Answer, type Person } from "../testing/stack.ts";

let stack: Stack;
let pool: Pool;
let bearer: string;
let anna: Person;
beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  anna = await stack.colleague();
  bearer = await stack.session(await stack.administrator());
});
afterAll(() => pool.end());

const tokenSchema = z.object({ access_token: z.string(), scope: z.string() });

async function client(wish: object = {}) {
  const answer = await stack.ask("POST", "/api/v1/clients", {
    bearer,
    body: { name: "Fachverfahren", scopes: ["conferences:read", "conferences:write"], ...wish },
  });
  return createApiClientResponseSchema.parse(answer.body);
}

/** As other systems ask: a form, with HTTP Basic. */
async function askToken(
  id: string,
  secret: string,
  form: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(new URL("/api/v1/oauth/token", stack.config.publicUrl), {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials", ...form }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function tokenOf(id: string, secret: string): Promise<string> {
  return tokenSchema.parse((await askToken(id, secret)).body).access_token;
}

describe("another system", () => {
  it("makes rooms for colleagues and sees its own alone", async () => {
    const { id, secret } = await client();
    const token = await tokenOf(id, secret);
    const body = { title: "Anhörung", owner: anna.userId, externalKey: "1" };
    const made = await stack.ask("POST", "/api/v1/conferences", { bearer: token, body });
    expect(made.status).toBe(202);
    expect(made.headers.get("RateLimit-Policy")).toBe('"requests";q=600;w=60');
    const job = provisioningSchema.parse(made.body);
    await stack.joinRoom(anna, await stack.ready(token, job.id));
    const path = `/api/v1/conferences/provisioning/${job.id}`;
    // The colleague whose room it is sees it too; another system does not.
    expect((await stack.ask("GET", path, { bearer: await stack.session(anna) })).status).toBe(200);
    const other = await client();
    const stranger = await tokenOf(other.id, other.secret);
    expect(problemCode(await stack.ask("GET", path, { bearer: stranger }))).toBe("not-found");
    // Keys of different systems have nothing to do with each other.
    const same = await stack.ask("POST", "/api/v1/conferences", { bearer: stranger, body });
    expect(provisioningSchema.parse(same.body).id).not.toBe(job.id);
  });

  it.each([
    ["nobody named", undefined],
    ["a name that is no account here", "@nobody-at-all:SERVER"],
    ["somebody of another server", "@anna:elsewhere.example"],
    ["a guest", "@guest-abc:SERVER"],
    ["the name of a system", "client:abc"],
  ])("makes no room for: %s", async (_story, owner) => {
    const { id, secret } = await client();
    const answer = await stack.ask("POST", "/api/v1/conferences", {
      bearer: await tokenOf(id, secret),
      body: { title: "x", owner: owner?.replace("SERVER", stack.config.serverName) },
    });
    expect(problemCode(answer)).toBe("invalid-request");
  });

  it("gets no token with wrong, ended or revoked credentials", async () => {
    const { id, secret } = await client();
    const wrong = await askToken(id, `${secret}x`);
    expect([wrong.status, wrong.body]).toEqual([401, { error: "invalid_client" }]);
    expect(wrong.headers.get("WWW-Authenticate")).toContain("Basic");
    expect((await askToken("unknown", secret)).status).toBe(401);
    expect((await askToken(id, secret, { grant_type: "password" })).body).toEqual({
      error: "unsupported_grant_type",
    });
    const token = await tokenOf(id, secret);
    const path = "/api/v1/conferences/provisioning";
    expect((await stack.ask("GET", path, { bearer: token })).status).toBe(200);
    await pool.query("UPDATE api_clients SET expires_at = now() WHERE id = $1", [id]);
    expect((await askToken(id, secret)).status).toBe(401);
    // A token from before is void at once as well.
    expect(problemCode(await stack.ask("GET", path, { bearer: token }))).toBe("unauthorised");
    const next = await client();
    const nextToken = await tokenOf(next.id, next.secret);
    const revoked = await stack.ask("DELETE", `/api/v1/clients/${next.id}`, { bearer });
    expect(revoked.status).toBe(204);
    expect((await askToken(next.id, next.secret)).status).toBe(401);
    expect(problemCode(await stack.ask("GET", path, { bearer: nextToken }))).toBe("unauthorised");
  });

  it("has the scopes it was given and no others, whatever it says", async () => {
    const { id, secret } = await client({ scopes: ["conferences:read"] });
    expect((await askToken(id, secret, { scope: "conferences:write" })).body).toEqual({
      error: "invalid_scope",
    });
    const token = await tokenOf(id, secret);
    const body = { title: "x", owner: anna.userId };
    const refused = await stack.ask("POST", "/api/v1/conferences", { bearer: token, body });
    expect(problemCode(refused)).toBe("forbidden");
    // A token that somebody has written himself.
    const forged = await new SignJWT({ client: id, scope: ["conferences:write"] })
      .setProtectedHeader({ alg: "HS256" })
      .setIssuer("plenum-appservice")
      .setAudience("plenum-api")
      .setSubject(`client:${id}`)
      .setExpirationTime("5m")
      .sign(new TextEncoder().encode("another secret of the same length"));
    const answer = await stack.ask("POST", "/api/v1/conferences", { bearer: forged, body });
    expect(problemCode(answer)).toBe("unauthorised");
    // Routes for people know no other systems.
    for (const path of ["/api/v1/conferences", "/api/v1/clients", "/api/v1/audit", "/api/v1/me"]) {
      expect(problemCode(await stack.ask("GET", path, { bearer: token }))).toBe("forbidden");
    }
  });

  it("is told when it asks too often", async () => {
    const { id, secret } = await client({ requestsPerMinute: 2 });
    const token = await tokenOf(id, secret);
    const path = "/api/v1/conferences/provisioning";
    await stack.ask("GET", path, { bearer: token });
    await stack.ask("GET", path, { bearer: token });
    const refused = await stack.ask("GET", path, { bearer: token });
    expect([refused.status, problemCode(refused)]).toEqual([429, "rate-limited"]);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(refused.headers.get("RateLimit")).toMatch(/^"requests";r=0;t=\d+$/);
  });

  it("is made by administrators alone, and its secret is stored nowhere", async () => {
    const body = { name: randomUUID(), scopes: ["conferences:read"] };
    const own = await stack.session(anna);
    expect(problemCode(await stack.ask("POST", "/api/v1/clients", { bearer: own, body }))).toBe(
      "forbidden",
    );
    const { id, secret } = await client(body);
    const list = await stack.ask("GET", "/api/v1/clients", { bearer });
    expect(JSON.stringify(list.body)).toContain(id);
    expect(JSON.stringify(list.body)).not.toContain(secret);
    const stored = await pool.query(
      "SELECT api_clients::text AS row FROM api_clients WHERE id = $1",
      [id],
    );
    expect(JSON.stringify(stored.rows)).not.toContain(secret);
  });
});
