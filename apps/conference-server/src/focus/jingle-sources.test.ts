import { describe, expect, it } from "vitest";
import { parseElement } from "../xml/parse.ts";
import {
  mediaSource,
  mergeSources,
  type SignalledSource,
  parseSources,
  parseSsrcs,
  shownSource,
  sourceElements,
} from "./jingle-sources.ts";

const SSMA = "urn:xmpp:jingle:apps:rtp:ssma:0";

/** From a session-accept of the library, as recorded. */
const ACCEPT = `<jingle action="session-accept" sid="dflke685vrgjq" xmlns="urn:xmpp:jingle:1"><content creator="responder" name="audio" senders="both"><description media="audio" ssrc="1667897611" xmlns="urn:xmpp:jingle:apps:rtp:1"><source name="e31dcf1e-a0" ssrc="1667897611" xmlns="${SSMA}"><parameter name="msid" value="e31dcf1e-audio-1 d0191ff6-29d8-4590-afcc-a367c1e4d99a-1"/></source><rtcp-mux/></description></content><content creator="responder" name="video" senders="both"><description media="video" ssrc="3616141563" xmlns="urn:xmpp:jingle:apps:rtp:1"><source name="e31dcf1e-v0" ssrc="3616141563" xmlns="${SSMA}"><parameter name="msid" value="e31dcf1e-video-0-1 e8fb8ad1-1e2c-492f-86ed-2c3d30aab96e-1"/></source><source name="e31dcf1e-v0" ssrc="555422453" xmlns="${SSMA}"><parameter name="msid" value="e31dcf1e-video-0-1 e8fb8ad1-1e2c-492f-86ed-2c3d30aab96e-1"/></source><source name="e31dcf1e-v0" ssrc="847309334" xmlns="${SSMA}"><parameter name="msid" value="e31dcf1e-video-0-1 e8fb8ad1-1e2c-492f-86ed-2c3d30aab96e-1"/></source><source name="e31dcf1e-v0" ssrc="2492591930" xmlns="${SSMA}"><parameter name="msid" value="e31dcf1e-video-0-1 e8fb8ad1-1e2c-492f-86ed-2c3d30aab96e-1"/></source><source name="e31dcf1e-v0" ssrc="1736677873" xmlns="${SSMA}"><parameter name="msid" value="e31dcf1e-video-0-1 e8fb8ad1-1e2c-492f-86ed-2c3d30aab96e-1"/></source><source name="e31dcf1e-v0" ssrc="1200514359" xmlns="${SSMA}"><parameter name="msid" value="e31dcf1e-video-0-1 e8fb8ad1-1e2c-492f-86ed-2c3d30aab96e-1"/></source><ssrc-group semantics="FID" xmlns="${SSMA}"><source ssrc="3616141563"/><source ssrc="555422453"/></ssrc-group><ssrc-group semantics="SIM" xmlns="${SSMA}"><source ssrc="3616141563"/><source ssrc="847309334"/><source ssrc="2492591930"/></ssrc-group><ssrc-group semantics="FID" xmlns="${SSMA}"><source ssrc="847309334"/><source ssrc="1736677873"/></ssrc-group><ssrc-group semantics="FID" xmlns="${SSMA}"><source ssrc="2492591930"/><source ssrc="1200514359"/></ssrc-group></description></content></jingle>`;

function withSource(attributes: string, msid = "s t"): string {
  return `<jingle xmlns="urn:xmpp:jingle:1"><content name="video"><description media="video" xmlns="urn:xmpp:jingle:apps:rtp:1"><source ${attributes} xmlns="${SSMA}"><parameter name="msid" value="${msid}"/></source></description></content></jingle>`;
}

describe("the sources of a session-accept", () => {
  const sources = parseSources(parseElement(ACCEPT), "e31dcf1e");

  it("are one audio and one video source with its layers, lowest first, and their repair streams", () => {
    expect(sources).toEqual([
      {
        name: "e31dcf1e-a0",
        kind: "audio",
        msid: "e31dcf1e-audio-1 d0191ff6-29d8-4590-afcc-a367c1e4d99a-1",
        videoType: "camera",
        ssrcs: [1667897611],
        rtx: {},
      },
      {
        name: "e31dcf1e-v0",
        kind: "video",
        msid: "e31dcf1e-video-0-1 e8fb8ad1-1e2c-492f-86ed-2c3d30aab96e-1",
        videoType: "camera",
        ssrcs: [3616141563, 847309334, 2492591930],
        rtx: { 3616141563: 555422453, 847309334: 1736677873, 2492591930: 1200514359 },
      },
    ]);
  });

  it("are shown to others as the lowest layer with its repair stream", () => {
    const video = shownSource(sources[1]!, "lab@conference.meet/e31dcf1e");
    const text = sourceElements([video!], "video").join("");
    expect(text).toContain(`ssrc="3616141563" name="e31dcf1e-v0"`);
    expect(text).toContain(
      `<ssrc-info xmlns="http://jitsi.org/jitmeet" owner="lab@conference.meet/e31dcf1e"/>`,
    );
    expect(text).toContain(
      `<ssrc-group xmlns="${SSMA}" semantics="FID"><source xmlns="${SSMA}" ssrc="3616141563"/><source xmlns="${SSMA}" ssrc="555422453"/></ssrc-group>`,
    );
    expect(text).not.toContain("847309334");
    expect(sourceElements([video!], "audio")).toEqual([]);
  });

  it("go to the media side with what presence says about them", () => {
    expect(mediaSource(sources[1]!, { muted: true, videoType: "desktop" })).toMatchObject({
      muted: true,
      videoType: "desktop",
    });
    expect(mediaSource(sources[0]!, undefined)).toMatchObject({ muted: false, videoType: "none" });
  });
});

describe("a source", () => {
  it("without a name is numbered, as builds of 2022 without source names need it", () => {
    const [source] = parseSources(parseElement(withSource(`ssrc="7"`)), "aaaaaaaa");
    expect(source?.name).toBe("aaaaaaaa-v0");
  });

  it("of a shared screen says so", () => {
    const jingle = parseElement(withSource(`ssrc="7" name="aaaaaaaa-v1" videoType="desktop"`));
    expect(parseSources(jingle, "aaaaaaaa")).toMatchObject([{ videoType: "desktop", ssrcs: [7] }]);
  });

  it.each([
    ["another endpoint's name", `ssrc="7" name="bbbbbbbb-v0"`],
    ["a name of the wrong kind", `ssrc="7" name="aaaaaaaa-a0"`],
    ["a name with more in it", `ssrc="7" name="aaaaaaaa-v0-x"`],
    ["no number", `name="aaaaaaaa-v0"`],
    ["a number that is none", `ssrc="7;8" name="aaaaaaaa-v0"`],
    ["a number that is too large", `ssrc="4294967296" name="aaaaaaaa-v0"`],
    ["number zero", `ssrc="0" name="aaaaaaaa-v0"`],
  ])("with %s is left out", (_what, attributes) => {
    expect(parseSources(parseElement(withSource(attributes)), "aaaaaaaa")).toEqual([]);
  });

  it("cannot write lines into other people's session descriptions", () => {
    const jingle = parseElement(withSource(`ssrc="7" name="aaaaaaaa-v0"`, "s&#10;a=candidate:x t"));
    expect(parseSources(jingle, "aaaaaaaa")).toEqual([]);
  });

  it("is taken away by its numbers", () => {
    expect([...parseSsrcs(parseElement(withSource(`ssrc="7"`)))]).toEqual([7]);
  });
});

describe("an added source", () => {
  const camera: SignalledSource = {
    name: "aaaaaaaa-v0",
    kind: "video",
    msid: "camera",
    videoType: "camera",
    ssrcs: [1],
    rtx: {},
  };
  it.each([
    [
      "under a free name keeps it",
      { ...camera, name: "aaaaaaaa-v1", msid: "screen" },
      ["v0", "v1"],
    ],
    ["that took the camera's name is the next one", { ...camera, msid: "screen" }, ["v0", "v1"]],
    ["of the same stream takes its place", { ...camera, ssrcs: [2] }, ["v0"]],
  ])("%s", (_what, added, names) => {
    const merged = mergeSources([camera], [added]);
    expect(merged.map(({ name }) => name)).toEqual(names.map((name) => `aaaaaaaa-${name}`));
    expect(merged.at(-1)?.ssrcs).toEqual(added.ssrcs);
  });
});
