import { describe, expect, it } from "vitest";
import { newConfig } from "../installation/config.ts";
import { securityHeaders } from "./security-headers.ts";

/** Sources of one directive. */
function sources(config: ReturnType<typeof newConfig>, directive: string): readonly string[] {
  const policy = securityHeaders(config, false)["Content-Security-Policy"] ?? "";
  const found = policy.split("; ").find((part) => part.startsWith(`${directive} `));
  return found?.split(" ").slice(1) ?? [];
}

describe("what pages may load and reach", () => {
  it("is our own origin where the conference server comes along", () => {
    const config = newConfig("/data", {});
    expect(sources(config, "script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(sources(config, "connect-src")).toEqual(["'self'", "ws://localhost:8080"]);
  });

  it("is the hosts of a full Jitsi besides, and only its library is a script", () => {
    const config = newConfig("/data", {});
    config.conference.external = {
      libraryUrl: "https://libs.example/lib-jitsi-meet.min.js",
      serviceUrl: "wss://meet.example/xmpp-websocket",
      boshUrl: "https://meet.example/http-bind",
      controlUrl: "http://10.0.0.7:5280",
    };
    expect(sources(config, "script-src")).toEqual([
      "'self'",
      "'wasm-unsafe-eval'",
      "https://libs.example",
    ]);
    expect(sources(config, "connect-src")).toEqual([
      "'self'",
      "ws://localhost:8080",
      "https://libs.example",
      "wss://libs.example",
      "https://meet.example",
      "wss://meet.example",
    ]);
  });
});
