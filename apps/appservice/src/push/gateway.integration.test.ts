import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { importJWK, jwtVerify } from "jose";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PUSH_APP_ID, type PushConfig } from "@plenum/model";
import { createLogger } from "../logging/logger.ts";
import { Stack, type Person } from "../testing/stack.ts";
import { pushGateway } from "./gateway.ts";

const SERVICE = "push.example.org";

/** A browser that has subscribed: its keys, and where its push service would be. */
class Subscribed {
  readonly #keys = createECDH("prime256v1");
  readonly #auth = randomBytes(16);
  readonly data: { endpoint: string; p256dh: string; auth: string };

  constructor(id: string, service = SERVICE) {
    this.data = {
      endpoint: `https://${service}/${id}`,
      p256dh: this.#keys.generateKeys().toString("base64url"),
      auth: this.#auth.toString("base64url"),
    };
  }

  /** Opens what arrived, as a browser does (RFC 8188, RFC 8291). */
  open(body: Buffer): unknown {
    const salt = body.subarray(0, 16);
    const length = body.readUInt8(20);
    const sender = body.subarray(21, 21 + length);
    const sealed = body.subarray(21 + length);
    const secret = this.#keys.computeSecret(sender);
    const info = Buffer.concat([
      Buffer.from("WebPush: info\0"),
      Buffer.from(this.data.p256dh, "base64url"),
      sender,
    ]);
    const material = Buffer.from(hkdfSync("sha256", secret, this.#auth, info, 32));
    const derive = (label: string, size: number): Buffer =>
      Buffer.from(
        hkdfSync("sha256", material, salt, Buffer.from(`Content-Encoding: ${label}\0`), size),
      );
    const cipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
    cipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    // After the text stands a mark, and zeros that hide its length.
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString("utf8"));
  }
}

interface Caught {
  readonly path: string;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Stands where the push services of browsers are in the world, and keeps what is sent there. */
class PushService {
  readonly caught: Caught[] = [];
  readonly #waiting: (() => void)[] = [];
  status = 201;

  readonly post: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    this.caught.push({
      path: url.pathname,
      headers: new Headers(init?.headers),
      body: Buffer.from(await new Response(init?.body ?? null).arrayBuffer()),
    });
    for (const wake of this.#waiting.splice(0)) wake();
    return new Response(null, { status: this.status });
  };

  async until(condition: (caught: Caught) => boolean): Promise<Caught> {
    for (;;) {
      const found = this.caught.find(condition);
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}

async function newKey(): Promise<PushConfig["privateKey"]> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
  ]);
  const jwk = await crypto.subtle.exportKey("jwk", pair.privateKey);
  return { kty: "EC", crv: "P-256", x: jwk.x ?? "", y: jwk.y ?? "", d: jwk.d ?? "" };
}

const service = new PushService();
let server: Server;
let stack: Stack;
let config: PushConfig;
let gatewayUrl: string;

beforeAll(async () => {
  stack = await Stack.open();
  config = { services: [SERVICE], contact: "mailto:it@a.example", privateKey: await newKey() };
  const app = express();
  app.use(pushGateway({ config, log: createLogger("silent"), post: service.post }));
  server = createServer(app);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  gatewayUrl = `http://127.0.0.1:${port}/_matrix/push/v1/notify`;
});
afterAll(() => {
  server.close();
});

async function register(person: Person, browser: Subscribed): Promise<void> {
  const answer = await stack.matrix(person, "POST", "/pushers/set", {
    app_id: PUSH_APP_ID,
    pushkey: browser.data.endpoint,
    kind: "http",
    app_display_name: "Plenum",
    device_display_name: "Test",
    lang: "de",
    data: { url: gatewayUrl, format: "event_id_only", ...browser.data },
  });
  expect(answer.status).toBe(200);
}

async function pushersOf(person: Person): Promise<readonly unknown[]> {
  const answer = await stack.matrix(person, "GET", "/pushers");
  return z.object({ pushers: z.array(z.unknown()) }).parse(answer.body).pushers;
}

/** A direct message of the two, for which nothing mutes anybody. */
async function directRoom(from: Person, to: Person): Promise<string> {
  const created = await stack.matrix(from, "POST", "/createRoom", {
    preset: "trusted_private_chat",
    is_direct: true,
    invite: [to.userId],
  });
  const roomId = z.object({ room_id: z.string() }).parse(created.body).room_id;
  await stack.matrix(to, "POST", `/join/${encodeURIComponent(roomId)}`, {});
  return roomId;
}

async function say(person: Person, roomId: string, body: string): Promise<string> {
  const transaction = randomBytes(6).toString("hex");
  const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${transaction}`;
  const answer = await stack.matrix(person, "PUT", path, { msgtype: "m.text", body });
  return z.object({ event_id: z.string() }).parse(answer.body).event_id;
}

describe("a notification while the client is closed", () => {
  it("reaches the browser signed, encrypted for it, and without what was said", async () => {
    const anna = await stack.colleague("Anna");
    const ben = await stack.colleague("Ben");
    const browser = new Subscribed("wpush-v2-anna");
    await register(anna, browser);
    const roomId = await directRoom(ben, anna);
    const eventId = await say(ben, roomId, "Das Ergebnis der Personalratswahl");

    const caught = await service.until(
      ({ path, body }) =>
        path === "/wpush-v2-anna" &&
        (browser.open(body) as { eventId?: string }).eventId === eventId,
    );
    expect(browser.open(caught.body)).toEqual({ roomId, eventId, unread: 1 });
    expect(caught.body.toString("latin1")).not.toContain("Personalratswahl");
    expect(caught.headers.get("content-encoding")).toBe("aes128gcm");

    const [, token = ""] = /t=([^,\s]+)/.exec(caught.headers.get("authorization") ?? "") ?? [];
    const { d: _secret, ...publicKey } = config.privateKey;
    const { payload } = await jwtVerify(token, await importJWK(publicKey, "ES256"));
    expect(payload).toMatchObject({ aud: `https://${SERVICE}`, sub: "mailto:it@a.example" });
  });

  it("ends when the browser is gone: the homeserver forgets it", async () => {
    const anna = await stack.colleague("Anna");
    const ben = await stack.colleague("Ben");
    const browser = new Subscribed("wpush-v2-gone");
    await register(anna, browser);
    const roomId = await directRoom(ben, anna);
    service.status = 410;
    try {
      await say(ben, roomId, "Hallo");
      await service.until(({ path }) => path === "/wpush-v2-gone");
      await expect.poll(() => pushersOf(anna), { timeout: 20_000 }).toEqual([]);
    } finally {
      service.status = 201;
    }
  });
});

describe("what the gateway refuses", () => {
  it.each([
    ["another app", { app_id: "im.vector.app" }, "a"],
    ["an address inside the agency", { endpoint: "https://10.0.0.1/x" }, "b"],
    ["an address that is no push service", { endpoint: "https://evil.example/x" }, "c"],
    ["keys that are none", { p256dh: "AAAA" }, "d"],
    ["no address at all", { endpoint: undefined }, "e"],
  ])("%s: nothing is called, and the homeserver forgets it", async (_story, change, id) => {
    const { app_id: appId = PUSH_APP_ID, ...data } = change as Record<string, string | undefined>;
    const browser = new Subscribed(`refused-${id}`);
    const answer = await fetch(gatewayUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        notification: {
          event_id: "$e",
          room_id: "!r",
          devices: [{ app_id: appId, pushkey: "key", data: { ...browser.data, ...data } }],
        },
      }),
    });
    expect(await answer.json()).toEqual({ rejected: ["key"] });
    expect(service.caught.filter(({ path }) => path.startsWith("/refused"))).toEqual([]);
  });

  it.each([
    ["no JSON", "{"],
    ["nothing", "{}"],
    ["a list", "[]"],
    ["devices that are none", '{"notification":{"devices":"all"}}'],
  ])("%s", async (_story, body) => {
    const answer = await fetch(gatewayUrl, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(answer.status).toBe(400);
  });

  it("and passes trouble of a push service back, so that the homeserver tries again", async () => {
    service.status = 503;
    try {
      const answer = await fetch(gatewayUrl, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          notification: {
            devices: [{ app_id: PUSH_APP_ID, pushkey: "key", data: new Subscribed("away").data }],
          },
        }),
      });
      expect(answer.status).toBe(502);
    } finally {
      service.status = 201;
    }
  });
});
