import { type Server, createServer } from "node:http";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { compressFolder } from "../build/compress.ts";
import { newConfig } from "../installation/config.ts";
import { createOrigin } from "./server.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let folder: string;
let origin: Server;
let backend: Server;
let base: string;

function listen(server: Server): Promise<number> {
  return new Promise((settle) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      settle(typeof address === "object" && address ? address.port : 0);
    });
  });
}

/** Sends a request as it stands and reads until the origin closes the connection. */
function raw(head: string): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((settle) => {
    const close = head.includes("Upgrade") ? "" : "Connection: close\r\n";
    const socket = connect(Number(port), hostname, () => socket.write(`${head}${close}\r\n`));
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString();
    });
    socket.on("close", () => settle(text));
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plenum-origin-"));
  await mkdir(join(folder, "web/assets"), { recursive: true });
  await mkdir(join(folder, "call"), { recursive: true });
  await mkdir(join(folder, "libs"), { recursive: true });
  await writeFile(join(folder, "web/index.html"), "<!doctype html><title>Plenum</title>");
  await writeFile(join(folder, "web/assets/index-Abcd1234.js"), "export {};\n".repeat(300));
  await writeFile(join(folder, "web/assets/crypto-Abcd1234.wasm"), "\0asm");
  await writeFile(join(folder, "web/assets/model-Abcd1234.tflite"), "TFL3");
  await writeFile(join(folder, "call/index.html"), "<!doctype html><title>Call</title>");
  await writeFile(join(folder, "libs/lib-jitsi-meet.min.js"), "var JitsiMeetJS;");
  await compressFolder(join(folder, "web"));
  backend = createServer((request, response) => {
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
    });
    request.on("end", () => {
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ url: request.url, headers: request.headers, size }));
    });
  });
  const backendPort = await listen(backend);
  const config = newConfig("/data", {}, () => "secret");
  config.synapse.url = `http://127.0.0.1:${backendPort}`;
  // Nothing listens on port 1.
  config.appservice.url = "http://127.0.0.1:1";
  config.conference.url = "http://127.0.0.1:1";
  origin = createOrigin(config, {
    web: join(folder, "web"),
    callPage: join(folder, "call"),
    library: join(folder, "libs"),
  });
  base = `http://127.0.0.1:${await listen(origin)}`;
});

afterAll(async () => {
  for (const server of [origin, backend]) {
    server.closeAllConnections();
    server.close();
  }
  await rm(folder, { recursive: true });
});

describe("the client's files", () => {
  it("come with a policy that allows no inline script and no other site", async () => {
    const response = await fetch(`${base}/`);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    expect(policy).toContain("connect-src 'self' ws://localhost:8080;");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(response.headers.get("cache-control")).toBe("no-cache");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("permissions-policy")).toContain("camera=(self)");
  });

  it("are sent compressed and kept for good when their name holds a hash", async () => {
    const response = await fetch(`${base}/assets/index-Abcd1234.js`, {
      headers: { "Accept-Encoding": "gzip, br" },
    });
    expect(response.headers.get("content-encoding")).toBe("br");
    expect(response.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(response.headers.get("content-type")).toContain("javascript");
    expect((await response.text()).length).toBe(3300);
  });

  it("of WebAssembly carry the type that streaming compilation wants", async () => {
    const response = await fetch(`${base}/assets/crypto-Abcd1234.wasm`);
    expect(response.headers.get("content-type")).toBe("application/wasm");
  });

  it("carry a type even where no list knows one", async () => {
    const response = await fetch(`${base}/assets/model-Abcd1234.tflite`);
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
  });

  it("stand in for every page of the client, but not for a missing file", async () => {
    const page = await fetch(`${base}/join/token`, { headers: { Accept: "text/html" } });
    expect(await page.text()).toContain("<title>Plenum</title>");
    expect((await fetch(`${base}/assets/index-old.js`)).status).toBe(404);
  });

  it("cannot be climbed out of", async () => {
    const answer = await raw("GET /assets/../../../etc/passwd HTTP/1.1\r\nHost: x\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400/);
  });

  it("of the call page may be shown inside other clients", async () => {
    const response = await fetch(`${base}/call/`);
    expect(response.headers.get("content-security-policy")).toContain(
      "frame-ancestors 'self' https:",
    );
    expect((await fetch(`${base}/call`, { redirect: "manual" })).headers.get("location")).toBe(
      "/call/",
    );
  });

  it("include the call library", async () => {
    expect(await (await fetch(`${base}/libs/lib-jitsi-meet.min.js`)).text()).toContain(
      "JitsiMeetJS",
    );
  });
});

describe("a request to the homeserver", () => {
  it("carries the real address, whatever the browser claims", async () => {
    const response = await fetch(`${base}/_matrix/client/versions?x=1`, {
      headers: { "X-Forwarded-For": "203.0.113.9", Forwarded: "for=203.0.113.9" },
    });
    const seen = (await response.json()) as { url: string; headers: Record<string, string> };
    expect(seen.url).toBe("/_matrix/client/versions?x=1");
    expect(seen.headers["x-forwarded-for"]).toBe("127.0.0.1");
    expect(seen.headers["x-forwarded-proto"]).toBe("http");
    expect(seen.headers["forwarded"]).toBeUndefined();
    expect(response.headers.get("connection")).not.toBe("close");
  });

  it("may be large", async () => {
    const body = new Uint8Array(20_000_000);
    const response = await fetch(`${base}/_matrix/media/v3/upload`, { method: "POST", body });
    expect(await response.json()).toMatchObject({ size: body.length });
  });

  it("never reaches the admin API", async () => {
    expect((await fetch(`${base}/_synapse/admin/v2/users`)).status).toBe(404);
  });
});

describe("a part that is away", () => {
  it.each([
    ["/api/v1/config", "internal", "The appservice"],
    ["/conference-request/v1", "conference-server-unavailable", "The conference server"],
  ])("%s is a problem with words: %s", async (path, code, who) => {
    const response = await fetch(`${base}${path}`);
    expect(response.status).toBe(502);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      code,
      status: 502,
      title: `${who} does not answer at the moment.`,
    });
  });

  it("refuses a WebSocket instead of letting it hang", async () => {
    const answer = await raw(
      [
        "GET /xmpp-websocket HTTP/1.1",
        "Host: localhost",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "",
      ].join("\r\n"),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 502/);
    expect(answer).toContain("conference-server-unavailable");
  });
});

describe("what a Matrix client looks up first", () => {
  it("names the homeserver and our API", async () => {
    const response = await fetch(`${base}/.well-known/matrix/client`);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(await response.json()).toEqual({
      "m.homeserver": { base_url: "http://localhost:8080" },
      "chat.plenum": { api_url: "http://localhost:8080/api/v1" },
    });
  });
});
