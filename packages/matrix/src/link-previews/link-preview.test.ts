import { describe, expect, it } from "vitest";
import { parseLinkPreview } from "./link-preview.ts";

describe("what the server knows of a page", () => {
  it.each<[string, unknown, unknown]>([
    ["nothing", {}, undefined],
    ["no title", { "og:description": "x" }, undefined],
    ["a title", { "og:title": "Amt" }, { title: "Amt" }],
    [
      "everything",
      {
        "og:title": "Amt",
        "og:description": "Öffnungs\nzeiten",
        "og:site_name": "Stadt",
        "og:image": "mxc://x/y",
      },
      { title: "Amt", description: "Öffnungs zeiten", site: "Stadt", imageMxc: "mxc://x/y" },
    ],
    ["a picture elsewhere", { "og:title": "a", "og:image": "https://x/y" }, { title: "a" }],
    ["a picture that climbs", { "og:title": "a", "og:image": "mxc://x/../y" }, { title: "a" }],
    ["a title that turns around", { "og:title": "a\u202Eb" }, { title: "ab" }],
  ])("%s", (_story, answer, expected) => {
    expect(parseLinkPreview(answer)).toEqual(expected);
  });
});
