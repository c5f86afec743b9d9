import type { ServerResponse } from "node:http";
import type { OpenIdToken } from "@plenum/model";
import { afterEach, describe, expect, it } from "vitest";
import { ApiProblem } from "../http/api-problem.ts";
import { testConfig } from "../testing/config.ts";
import { httpDouble, sendJson, type HttpDouble } from "../testing/http-double.ts";
import { proveIdentity } from "./openid.ts";

let server: HttpDouble | undefined;
let victim: HttpDouble | undefined;
afterEach(async () => {
  await Promise.all([server?.close(), victim?.close()]);
  server = undefined;
  victim = undefined;
});

function token(serverName: string): OpenIdToken {
  return {
    access_token: "secret&sub=x",
    token_type: "Bearer",
    matrix_server_name: serverName,
    expires_in: 3600,
  };
}

/** The code of the problem that proving ends with, or the proven id. */
async function outcome(
  answer: (response: ServerResponse) => void,
  serverName = "b.example",
): Promise<string> {
  server = await httpDouble((_request, response) => answer(response));
  const config = testConfig({ synapseUrl: server.url, trusted: { "b.example": server.url } });
  try {
    return await proveIdentity(config, token(serverName));
  } catch (error) {
    return error instanceof ApiProblem ? error.code : `unexpected: ${String(error)}`;
  }
}

describe("an identity is proven", () => {
  it("by our own homeserver for its own users", async () => {
    const proven = await outcome((r) => sendJson(r, 200, { sub: "@anna:a.example" }), "a.example");
    expect(proven).toBe("@anna:a.example");
    expect(server?.seen).toEqual([
      "GET /_matrix/federation/v1/openid/userinfo?access_token=secret%26sub%3Dx",
    ]);
  });

  it("by a trusted homeserver for its own users", async () => {
    expect(await outcome((r) => sendJson(r, 200, { sub: "@bernd:b.example" }))).toBe(
      "@bernd:b.example",
    );
  });
});

describe("an identity is not proven", () => {
  it.each([
    ["by a server for users of ours", { sub: "@anna:a.example" }],
    ["by a server for users of a third one", { sub: "@carl:c.example" }],
    ["by a server whose name only ends alike", { sub: "@eve:evil.b.example" }],
    ["by another port of the server", { sub: "@eve:b.example:8448" }],
    ["by an id that is none", { sub: "bernd:b.example" }],
    ["by an id of two servers", { sub: "@eve:a.example:b.example" }],
    ["by the id of a guest of another agency", { sub: "@guest-1f00:b.example" }],
    ["by an id with line breaks", { sub: "@eve\n:b.example" }],
    ["by an id with markup", { sub: "@<b>:b.example<script>" }],
    ["by an id that is very long", { sub: `@${"e".repeat(300)}:b.example` }],
    ["by a list of ids", { sub: ["@bernd:b.example"] }],
    ["by an answer without an id", {}],
    ["by an answer that is no object", "yes"],
  ])("%s", async (_story, body) => {
    expect(await outcome((r) => sendJson(r, 200, body))).toBe("unauthorised");
  });

  it("by a server that says no", async () => {
    expect(await outcome((r) => sendJson(r, 401, { errcode: "M_UNKNOWN_TOKEN" }))).toBe(
      "unauthorised",
    );
  });

  it.each([
    ["that is not trusted", "c.example"],
    ["whose name is an address inside", "127.0.0.1"],
    ["whose name is the address of a cloud's secrets", "169.254.169.254"],
    ["whose name carries a port", "b.example:8448"],
    ["whose name carries a path", "b.example/../internal"],
    ["whose name carries a user", "b.example@127.0.0.1"],
    ["whose name is written differently", "B.EXAMPLE"],
    ["whose name ends with a dot", "b.example."],
    ["whose name is one of every object", "__proto__"],
    ["whose name is another of every object", "constructor"],
  ])("by a server %s, which is not even asked", async (_story, name) => {
    const code = await outcome((r) => sendJson(r, 200, { sub: `@eve:${name}` }), name);
    expect([code, server?.seen]).toEqual(["unauthorised", []]);
  });

  it("by an answer that drips for longer than anybody waits", async () => {
    server = await httpDouble((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const drip = setInterval(() => response.write(" "), 10);
      response.on("close", () => clearInterval(drip));
    });
    const config = testConfig({ synapseUrl: server.url, trusted: { "b.example": server.url } });
    const proving = proveIdentity(config, token("b.example"), 200);
    await expect(proving).rejects.toMatchObject({ code: "homeserver-unavailable" });
  });

  it("by an answer that nests without an end", async () => {
    const nested = `${"[".repeat(7000)}${"]".repeat(7000)}`;
    const code = await outcome((r) => {
      r.writeHead(200, { "content-type": "application/json" });
      r.end(nested);
    });
    expect(code).toBe("unauthorised");
  });

  it.each([301, 307, 308])("by redirect %d to an address inside", async (status) => {
    const code = await outcome((r) => {
      r.writeHead(status, { location: "http://169.254.169.254/latest/meta-data" });
      r.end();
    });
    expect(code).toBe("homeserver-unavailable");
  });

  it("by a redirect, which is not followed", async () => {
    const inner = await httpDouble((_q, r) => sendJson(r, 200, { sub: "@bernd:b.example" }));
    victim = inner;
    const code = await outcome((r) => {
      r.writeHead(302, { location: `${inner.url}/internal` });
      r.end();
    });
    expect([code, inner.seen]).toEqual(["homeserver-unavailable", []]);
  });

  it("by an answer without an end", async () => {
    const code = await outcome((r) => {
      r.writeHead(200, { "content-type": "application/json" });
      r.write(" ".repeat(100_000));
    });
    expect(code).toBe("homeserver-unavailable");
  });

  it("by a server that is broken", async () => {
    expect(await outcome((r) => sendJson(r, 502, {}))).toBe("homeserver-unavailable");
  });
});
