import { afterEach, describe, expect, test, vi } from "vitest";
import {
  markConnections,
  OWN_SERVERS,
  type PeerConnectionTap,
  tapPeerConnections,
  withRelays,
} from "./taps.ts";

const server = {
  urls: ["turn:turn.example:3478?transport=udp", "turns:turn.example:443?transport=tcp"],
  username: "1795781400:x",
  credential: "new",
};

describe("a configuration with relays", () => {
  test.each([
    ["of nothing", undefined, { iceServers: [server] }],
    ["of null, as old pages write it", null, { iceServers: [server] }],
    [
      "without servers",
      { bundlePolicy: "max-bundle" },
      { bundlePolicy: "max-bundle", iceServers: [server] },
    ],
    [
      "keeps the library's other servers",
      { iceServers: [{ urls: "stun:stun.example" }, { urls: ["turn:other.example"] }] },
      { iceServers: [{ urls: "stun:stun.example" }, { urls: ["turn:other.example"] }, server] },
    ],
    [
      "takes the place of the library's entry for the same server, however that is written",
      { iceServers: [{ urls: "turn:turn.example", username: "old", credential: "old" }] },
      { iceServers: [server] },
    ],
    ["drops what is no server", { iceServers: "none" }, { iceServers: [server] }],
  ])("%s", (_story, configuration, expected) => {
    expect(withRelays(configuration, [server])).toEqual(expected);
  });

  test("stays as it is when there is nothing to add", () => {
    const configuration = { iceServers: [] };
    expect(withRelays(configuration, [])).toBe(configuration);
    expect(withRelays(configuration, [{ urls: ["javascript:alert(1)"] }])).toBe(configuration);
  });

  test("does not change what it was given", () => {
    const configuration = Object.freeze({ iceServers: Object.freeze([]) });
    expect(withRelays(configuration, [server])).toEqual({ iceServers: [server] });
  });
});

class Connection {
  static generateCertificate = (): string => "made";
  constructor(
    readonly configuration?: unknown,
    readonly constraints?: unknown,
  ) {}
  close(): void {}
}

/** What a build does with the page's constructor. */
const builds = {
  "2022": (page: { RTCPeerConnection: typeof Connection }) => {
    const kept = page.RTCPeerConnection;
    return (configuration: unknown) => new kept(configuration, { optional: [] });
  },
  "2026": (page: { RTCPeerConnection: typeof Connection }) => (configuration: unknown) =>
    new page.RTCPeerConnection(configuration),
} as const;

describe("the tap", () => {
  let tap: PeerConnectionTap | undefined;
  afterEach(() => tap?.dispose());

  test.each(Object.entries(builds))(
    "serves a library of %s while a call is open",
    (_age, start) => {
      const page = { RTCPeerConnection: Connection };
      tap = tapPeerConnections(page);
      const make = start(page);
      expect(make({ iceServers: [] }).configuration).toEqual({ iceServers: [] });
      const ended = tap?.relayBy([server]);
      expect(make({ iceServers: [] }).configuration).toEqual({ iceServers: [server] });
      ended?.();
      expect(make({ iceServers: [] }).configuration).toEqual({ iceServers: [] });
    },
  );

  test("makes the browser's own connections, and hands on what it does not know", () => {
    const page = { RTCPeerConnection: Connection };
    tap = tapPeerConnections(page);
    const made = builds["2022"](page)({});
    expect(made).toBeInstanceOf(Connection);
    expect(made).toBeInstanceOf(page.RTCPeerConnection);
    expect(made.constraints).toEqual({ optional: [] });
    expect(page.RTCPeerConnection.generateCertificate()).toBe("made");
  });

  test("is one for a page: two calls, each with its servers, and each takes back its own", () => {
    const page = { RTCPeerConnection: Connection };
    tap = tapPeerConnections(page);
    expect(tapPeerConnections(page)).toBe(tap);
    const other = { ...server, urls: ["turn:other.example"] };
    const first = tap?.relayBy([server]);
    const second = tap?.relayBy([other]);
    first?.();
    expect(new page.RTCPeerConnection({}).configuration).toEqual({ iceServers: [other] });
    second?.();
    expect(new page.RTCPeerConnection({}).configuration).toEqual({});
  });

  test("shows the library's connections as they are made, and nobody else's", () => {
    const page = { RTCPeerConnection: Connection };
    tap = tapPeerConnections(page);
    const seen: unknown[] = [];
    const unwatch = tap?.watch((connection) => seen.push(connection), { more: true });
    const first = new page.RTCPeerConnection({ iceServers: [] });
    expect(first.configuration).toEqual({ iceServers: [], more: true });
    expect(new page.RTCPeerConnection({ [OWN_SERVERS]: true })).toBeDefined();
    expect(seen).toEqual([first]);
    unwatch?.();
    expect(new page.RTCPeerConnection({}).configuration).toEqual({});
    expect(seen).toEqual([first]);
  });

  test("goes, and leaves alone what somebody else has put in its place", () => {
    const page: { RTCPeerConnection: unknown } = { RTCPeerConnection: Connection };
    tapPeerConnections(page)?.dispose();
    expect(page.RTCPeerConnection).toBe(Connection);
    tap = tapPeerConnections(page);
    page.RTCPeerConnection = Map;
    tap?.dispose();
    expect(page.RTCPeerConnection).toBe(Map);
  });

  test("is not there in a browser without WebRTC", () => {
    expect(tapPeerConnections({})).toBeUndefined();
  });
});

describe("connections of a conference beside the call", () => {
  const page = { RTCPeerConnection: Connection };
  let tap: PeerConnectionTap | undefined;
  afterEach(() => tap?.dispose());

  test("are shown to whoever asks for their mark, and to nobody else", () => {
    tap = tapPeerConnections(page);
    const seen: string[] = [];
    tap?.watch(() => seen.push("call"));
    tap?.watch(() => seen.push("aside"), undefined, "x.s1");
    const config = { iceServers: [] };
    const library = { xmpp: { connection: { jingle: { jvbIceConfig: config } } } };
    expect(markConnections(library, "x.s1")).toBe(true);
    // As the library hands it on.
    const copy: unknown = JSON.parse(JSON.stringify(config));
    expect([new page.RTCPeerConnection(copy), seen]).toEqual([expect.anything(), ["aside"]]);
    expect([new page.RTCPeerConnection({}), seen]).toEqual([expect.anything(), ["aside", "call"]]);
  });

  test("are closed where those of the call are watched and they are not", () => {
    tap = tapPeerConnections(page);
    const closed = vi.spyOn(Connection.prototype, "close");
    const make = (): object => new page.RTCPeerConnection({ plenumBeside: "x.s1" });
    make();
    expect(closed).not.toHaveBeenCalled();
    const stop = tap?.watch(() => undefined, undefined, "x.s1");
    tap?.watch(() => undefined);
    make();
    expect(closed).not.toHaveBeenCalled();
    stop?.();
    make();
    expect(closed).toHaveBeenCalledOnce();
  });

  test.each([{}, { xmpp: null }, { xmpp: { connection: { jingle: {} } } }])(
    "have no mark in a library that is otherwise: %j",
    (library) => {
      expect(markConnections(library, "x.s1")).toBe(false);
    },
  );
});
