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

  it("name a way to captions only where there is a recogniser, and never the recogniser itself", () => {
    const config = testConfig({ publicUrl: "https://plenum.example" });
    expect(callServiceOf(config).captionsUrl).toBeUndefined();
    config.conference.captions = { url: "ws://10.0.0.9:2700" };
    expect(callServiceOf(config).captionsUrl).toBe("wss://plenum.example/captions");
    expect(JSON.stringify(callServiceOf(config))).not.toContain("10.0.0.9");
  });

  it.each([
    [
      "with everything",
      {
        boshUrl: "https://meet.example/http-bind",
        conferenceRequestUrl: "https://meet.example/conference-request/v1",
      },
    ],
    ["with what it needs", {}],
  ])("are those of a full Jitsi %s, and nothing of it that is secret", (_story, more) => {
    const config = testConfig();
    const addresses = {
      libraryUrl: "https://meet.example/libs/lib-jitsi-meet.min.js",
      serviceUrl: "wss://meet.example/xmpp-websocket",
      ...more,
    };
    config.conference.external = { ...addresses, controlUrl: "http://10.0.0.7:5280" };
    expect(callServiceOf(config)).toEqual({
      ...addresses,
      domain: "meet.plenum",
      mucDomain: "conference.meet.plenum",
      focusDomain: "focus.meet.plenum",
      focusUserJid: "focus@auth.meet.plenum",
    });
  });
});
