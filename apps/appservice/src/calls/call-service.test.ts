import { describe, expect, it } from "vitest";
import { testConfig } from "../testing/config.ts";
import { callServiceOf } from "./call-service.ts";

describe("the addresses of the media plane", () => {
  it.each([
    ["http://localhost:8080", "ws://localhost:8080/xmpp-websocket"],
    ["https://plenum.example", "wss://plenum.example/xmpp-websocket"],
  ])("follow the public origin %s", (publicUrl, socket) => {
    const service = callServiceOf(testConfig({ publicUrl }));
    expect(service.serviceUrl).toBe(socket);
    expect(service.conferenceRequestUrl).toBe(`${publicUrl}/conference-request/v1`);
  });
});
