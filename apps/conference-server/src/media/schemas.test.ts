import { describe, expect, it } from "vitest";
import { PeerIdentity } from "./peer/peer.ts";
import { forwardedSource, type MediaOptions, type Source } from "./protocol.ts";
import { mediaCommandSchema, mediaOptionsSchema } from "./schemas.ts";

const source: Source = {
  name: "56980b7a-v0",
  kind: "video",
  ssrcs: [11, 12, 13],
  rtx: { 11: 21, 12: 22, 13: 23 },
  videoType: "camera",
  muted: false,
};

describe("commands to the media process", () => {
  it("pass unchanged, also after JSON", () => {
    const command = { type: "setSources", conference: "c", endpoint: "e", sources: [source] };
    expect(mediaCommandSchema.parse(command)).toEqual(command);
    expect(mediaCommandSchema.parse(JSON.parse(JSON.stringify(command)))).toEqual(command);
  });

  it.each([
    ["no SSRC", { ...source, ssrcs: [] }],
    ["an SSRC beyond 32 bits", { ...source, ssrcs: [2 ** 32] }],
    ["another kind", { ...source, kind: "text" }],
  ])("are refused with %s", (_name, wrong) => {
    const command = { type: "setSources", conference: "c", endpoint: "e", sources: [wrong] };
    expect(mediaCommandSchema.safeParse(command).success).toBe(false);
  });

  it("say what an endpoint may send, about every kind", () => {
    const rights = { type: "rights", conference: "c", endpoint: "e", audio: true, video: false };
    const command = { ...rights, desktop: false };
    expect(mediaCommandSchema.parse(command)).toEqual(command);
    expect(mediaCommandSchema.safeParse(rights).success).toBe(false);
  });

  it("options need a port and an address", () => {
    const options = { port: 10_000, announcedAddresses: ["127.0.0.1"] };
    expect(mediaOptionsSchema.parse(options)).toEqual(options);
    expect(mediaOptionsSchema.safeParse({ port: 0, announcedAddresses: [] }).success).toBe(false);
  });
});

describe("where clients are sent to", () => {
  const options = { port: 10_000, announcedAddresses: ["192.0.2.1", "2001:db8::1"] };

  it.each<[string, MediaOptions, readonly string[]]>([
    ["the port that is listened on", options, ["192.0.2.1 10000", "2001:db8::1 10000"]],
    [
      "a port that is forwarded",
      { ...options, announced: [{ ip: "203.0.113.9", port: 443 }] },
      ["203.0.113.9 443"],
    ],
  ])("is %s", (_name, given, expected) => {
    const { candidates } = new PeerIdentity().describe(mediaOptionsSchema.parse(given));
    expect(candidates.map(({ ip, port }) => `${ip} ${port}`)).toEqual(expected);
  });

  it.each([
    ["a list of nothing", []],
    ["port 0", [{ ip: "203.0.113.9", port: 0 }]],
    ["no address", [{ ip: "", port: 443 }]],
  ])("is not %s", (_name, announced) => {
    expect(mediaOptionsSchema.safeParse({ ...options, announced }).success).toBe(false);
  });
});

describe("receivers see one SSRC of a source", () => {
  it.each<[string, Source, object]>([
    ["simulcast", source, { name: "56980b7a-v0", ssrc: 11, rtxSsrc: 21 }],
    ["no RTX", { ...source, ssrcs: [5], rtx: {} }, { name: "56980b7a-v0", ssrc: 5 }],
  ])("%s", (_name, given, expected) => {
    expect(forwardedSource(given)).toEqual(expected);
  });
});
