import { describe, expect, test } from "vitest";
import { absoluteWebSocketUrl, conferenceOptions, connectionOptions } from "./options.ts";

describe("where the call connects", () => {
  test.each([
    ["/xmpp-websocket", "http://localhost:8080/room/x", "ws://localhost:8080/xmpp-websocket"],
    ["/xmpp-websocket", "https://amt.example/", "wss://amt.example/xmpp-websocket"],
    [
      "wss://meet.example/xmpp-websocket",
      "https://amt.example/",
      "wss://meet.example/xmpp-websocket",
    ],
    ["https://meet.example/xmpp", "https://amt.example/", "wss://meet.example/xmpp"],
  ])("%s on %s → %s", (url, base, absolute) => {
    expect(absoluteWebSocketUrl(url, base)).toBe(absolute);
  });
});

describe("what the library is told", () => {
  const join = {
    service: {
      libraryUrl: "/libs/lib-jitsi-meet.min.js",
      serviceUrl: "/xmpp-websocket",
      domain: "meet.amt.example",
      mucDomain: "conference.meet.amt.example",
      focusDomain: "focus.meet.amt.example",
      focusUserJid: "focus@auth.meet.amt.example",
    },
    conferenceName: "room",
    token: "jwt",
    expiresAt: "2026-11-22T12:00:00Z",
    iceServers: [],
    user: { id: "@anna:amt.example", displayName: "Anna", role: "participant" },
  } as const;

  test("no third party, no peer to peer, no foreign STUN server, several pictures by name", () => {
    const quiet = {
      disableThirdPartyRequests: true,
      p2p: { enabled: false, stunServers: [] },
      flags: { sourceNameSignaling: true, sendMultipleVideoStreams: true },
    };
    expect(connectionOptions({ ...join, iceServers: [] }, "https://amt.example/")).toMatchObject(
      quiet,
    );
    expect(conferenceOptions()).toMatchObject(quiet);
  });

  test.each([
    ["bosh", "/http-bind", "https://amt.example/http-bind"],
    ["bosh", undefined, "wss://amt.example/xmpp-websocket"],
    ["websocket", "/http-bind", "wss://amt.example/xmpp-websocket"],
  ] as const)("over %s with BOSH at %s: %s", (transport, boshUrl, serviceUrl) => {
    const service = { ...join.service, ...(boshUrl === undefined ? {} : { boshUrl }) };
    expect(
      connectionOptions({ ...join, iceServers: [], service }, "https://amt.example/", transport),
    ).toMatchObject({ serviceUrl });
  });

  test("encrypted media is VP8, whichever build it is; other media is as it was", () => {
    expect(conferenceOptions(true)).toMatchObject({
      videoQuality: { preferredCodec: "VP8", codecPreferenceOrder: ["VP8"] },
      enableOpusRed: false,
    });
    expect(conferenceOptions()).not.toHaveProperty("videoQuality");
  });

  test("TURN servers are used over UDP as well", () => {
    expect(connectionOptions({ ...join, iceServers: [] }, "https://amt.example/")).toMatchObject({
      useTurnUdp: true,
    });
  });

  test("a full Jitsi may name its conference request", () => {
    const service = { ...join.service, conferenceRequestUrl: "/conference-request/v1" };
    expect(
      connectionOptions({ ...join, iceServers: [], service }, "https://amt.example/"),
    ).toMatchObject({ conferenceRequestUrl: "https://amt.example/conference-request/v1" });
  });
});
