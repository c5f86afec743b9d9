import { describe, expect, test } from "vitest";
import { mendSourceNames, namesOf } from "./source-names.ts";

const camera = { id: 11, attribute: "msid", value: "abcd1234-video-0-1 cam-1" };
const screen = { id: 22, attribute: "msid", value: "abcd1234-video-1-1 screen-1" };

describe("the names of video sources", () => {
  test("the second picture is told from the first", () => {
    expect(namesOf([camera, screen], "abcd1234")).toEqual([
      { id: 22, attribute: "name", value: "abcd1234-v1" },
    ]);
  });

  test("a name that is there stays", () => {
    const named = { id: 22, attribute: "name", value: "abcd1234-v1" };
    expect(namesOf([camera, screen, named], "abcd1234")).toEqual([]);
  });

  test("sound is not touched", () => {
    expect(namesOf([{ id: 1, attribute: "msid", value: "abcd1234-audio-2 x" }], "a")).toEqual([]);
  });
});

describe("a build that names everything v0", () => {
  class Munger {
    readonly localEndpointId = "abcd1234";
    _injectSourceNames(section: { ssrcs: { id: unknown; attribute: string; value: string }[] }) {
      for (const id of new Set(section.ssrcs.map((line) => line.id))) {
        if (section.ssrcs.some((line) => line.id === id && line.attribute === "name")) continue;
        section.ssrcs.push({ id, attribute: "name", value: "abcd1234-v0" });
      }
    }
  }

  test("is mended once, for every media session", () => {
    mendSourceNames({ peerconnection: { localSdpMunger: new Munger() } });
    mendSourceNames({ peerconnection: { localSdpMunger: new Munger() } });
    const section = { ssrcs: [camera, screen] };
    const munger = new Munger();
    munger["_injectSourceNames"](section);
    expect(section.ssrcs.filter(({ attribute }) => attribute === "name")).toEqual([
      { id: 22, attribute: "name", value: "abcd1234-v1" },
      { id: 11, attribute: "name", value: "abcd1234-v0" },
    ]);
  });

  test("something else is left alone", () => {
    expect(() => mendSourceNames(undefined)).not.toThrow();
    expect(() => mendSourceNames({ peerconnection: { localSdpMunger: {} } })).not.toThrow();
  });
});
