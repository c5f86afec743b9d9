import { describe, expect, it } from "vitest";
import { captionsSchema, externalConferenceSchema, turnSchema } from "./conference-parts.ts";

const jitsi = {
  libraryUrl: "https://meet.example/libs/lib-jitsi-meet.min.js",
  serviceUrl: "wss://meet.example/xmpp-websocket",
  controlUrl: "http://10.0.0.7:5280",
};
const turn = { secret: "0123456789abcdef", urls: ["turn:turn.example:3478"] };

describe("a full Jitsi", () => {
  it.each([
    ["needs three addresses", jitsi],
    ["may have more", { ...jitsi, boshUrl: "https://meet.example/http-bind" }],
  ])("%s", (_story, given) => {
    expect(externalConferenceSchema.parse(given)).toEqual(given);
  });

  it.each([
    ["a WebSocket that is none", { serviceUrl: "https://meet.example/xmpp-websocket" }],
    ["a library from nowhere", { libraryUrl: "/libs/lib-jitsi-meet.min.js" }],
    ["a library that is a script", { libraryUrl: "javascript:alert(1)" }],
    ["a control interface that is none", { controlUrl: "xmpp:meet.example" }],
  ])("is refused with %s", (_story, change) => {
    expect(externalConferenceSchema.safeParse({ ...jitsi, ...change }).success).toBe(false);
  });
});

describe("TURN servers", () => {
  it.each([
    ["plain", "turn:turn.example:3478"],
    ["over TCP", "turn:turn.example?transport=tcp"],
    ["over TLS", "turns:turn.example:443?transport=tcp"],
    ["by address", "turn:[2001:db8::1]:3478"],
  ])("are taken %s", (_story, url) => {
    expect(turnSchema.parse({ ...turn, urls: [url] })).toMatchObject({ lifetime: 3_600 });
  });

  it.each([
    ["another protocol", { urls: ["stun:turn.example"] }],
    ["another transport", { urls: ["turn:turn.example?transport=sctp"] }],
    ["no server", { urls: [] }],
    ["a secret to guess", { secret: "turn" }],
    ["credentials for ever", { lifetime: 1e9 }],
  ])("are refused with %s", (_story, change) => {
    expect(turnSchema.safeParse({ ...turn, ...change }).success).toBe(false);
  });
});

describe("captions", () => {
  it.each([
    ["ws://127.0.0.1:2700", true],
    ["http://127.0.0.1:2700", false],
  ])("%s: %s", (url, valid) => {
    expect(captionsSchema.safeParse({ url }).success).toBe(valid);
  });
});
