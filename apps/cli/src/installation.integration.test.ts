import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { installationConfigSchema, publicConfigSchema } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { CONFERENCE, ROOMS } from "./seed/rooms.ts";

const configFile = process.env["PLENUM_CONFIG"] ?? "";
const config = installationConfigSchema.parse(JSON.parse(readFileSync(configFile, "utf8")));
const origin = config.publicUrl;

async function get(path: string, token?: string): Promise<{ status: number; body: unknown }> {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  const response = await fetch(`${origin}${path}`, { headers });
  return { status: response.status, body: await response.json().catch(() => undefined) };
}

describe("the one origin of a running installation", () => {
  it("leads a client to everything", async () => {
    const wellKnown = z
      .object({
        "m.homeserver": z.object({ base_url: z.string() }),
        "chat.plenum": z.object({ api_url: z.string() }),
      })
      .parse((await get("/.well-known/matrix/client")).body);
    expect(wellKnown["m.homeserver"].base_url).toBe(origin);
    const { pathname } = new URL(wellKnown["chat.plenum"].api_url);
    const open = publicConfigSchema.parse((await get(`${pathname}/config`)).body);
    expect(open.homeserver.serverName).toBe(config.serverName);
    expect((await fetch(new URL(open.call.libraryUrl, origin))).status).toBe(200);
    expect((await get("/_matrix/client/versions")).status).toBe(200);
  });

  it("keeps the admin API of the homeserver to this machine", async () => {
    expect((await get("/_synapse/admin/v1/server_version")).status).toBe(404);
    expect((await get("/_synapse/admin/v1/register")).status).toBe(404);
  });

  it("serves the client with a strict policy", async () => {
    const response = await fetch(`${origin}/`);
    expect(response.status).toBe(200);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(?:inline|eval)'/);
    expect(await response.text()).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
  });

  it("offers no registration to strangers", async () => {
    const response = await fetch(`${origin}/_matrix/client/v3/register`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ username: "stranger", password: "a long password 1" }),
    });
    expect([401, 403]).toContain(response.status);
  });
});

describe("the secrets of an installation", () => {
  it.each(["config.json", "synapse/homeserver.yaml", "synapse/signing.key"])(
    "are for their owner alone: %s",
    (file) => {
      expect(statSync(join(config.dataDir, file)).mode & 0o077).toBe(0);
    },
  );
});

const demoFile = join(config.dataDir, "demo.json");

describe.runIf(existsSync(demoFile))("the demo agency", () => {
  let token = "";

  beforeAll(async () => {
    const { password } = z
      .object({ password: z.string() })
      .parse(JSON.parse(readFileSync(demoFile, "utf8")));
    const response = await fetch(`${origin}/_matrix/client/v3/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        type: "m.login.password",
        identifier: { type: "m.id.user", user: "anna.schmidt" },
        password,
      }),
    });
    token = z.object({ access_token: z.string() }).parse(await response.json()).access_token;
  });

  afterAll(async () => {
    const headers = { Authorization: `Bearer ${token}` };
    await fetch(`${origin}/_matrix/client/v3/logout`, { method: "POST", headers });
  });

  async function roomNamed(wanted: string): Promise<string | undefined> {
    const { joined_rooms: rooms } = z
      .object({ joined_rooms: z.array(z.string()) })
      .parse((await get("/_matrix/client/v3/joined_rooms", token)).body);
    for (const room of rooms) {
      const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room)}/state/m.room.name/`;
      const name = z.object({ name: z.string() }).safeParse((await get(path, token)).body)
        .data?.name;
      if (name === wanted) return room;
    }
    return undefined;
  }

  it("has rooms with a history of several days", async () => {
    const room = await roomNamed("Aushang");
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room ?? "")}/messages?dir=b&limit=50`;
    const { chunk } = z
      .object({ chunk: z.array(z.looseObject({ type: z.string(), origin_server_ts: z.number() })) })
      .parse((await get(path, token)).body);
    const times = chunk
      .filter((event) => event.type === "m.room.message")
      .map((event) => event.origin_server_ts);
    const expected = ROOMS.find((it) => it.key === "aushang")?.messages.length ?? 0;
    expect(times.length).toBeGreaterThanOrEqual(expected);
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(3 * 24 * 3600 * 1000);
  });

  it("has an encrypted conference room that its people are in", async () => {
    const room = await roomNamed(CONFERENCE.title);
    expect(room).toBeDefined();
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(room ?? "")}/state/m.room.encryption/`;
    expect((await get(path, token)).status).toBe(200);
  });

  it("leaves no way in for writing as somebody else", () => {
    expect(existsSync(join(config.dataDir, "synapse/import-registration.yaml"))).toBe(false);
    const settings = readFileSync(join(config.dataDir, "synapse/homeserver.yaml"), "utf8");
    expect(settings).not.toContain("import-registration");
  });
});
