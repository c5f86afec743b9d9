import { describe, expect, it } from "vitest";
import { forwardedSource, type Source } from "./protocol.ts";
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

  it("options need a port and an address", () => {
    const options = { port: 10_000, announcedAddresses: ["127.0.0.1"] };
    expect(mediaOptionsSchema.parse(options)).toEqual(options);
    expect(mediaOptionsSchema.safeParse({ port: 0, announcedAddresses: [] }).success).toBe(false);
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
