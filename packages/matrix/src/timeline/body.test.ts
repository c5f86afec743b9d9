import { describe, expect, it } from "vitest";
import { messageBody } from "./body.ts";
import { voiceContent } from "./send-file.ts";

const file = (parts: object): unknown => ({
  msgtype: "m.audio",
  body: "a.ogg",
  url: "mxc://example.org/abc",
  ...parts,
});

describe("a file", () => {
  it.each<[string, object, object]>([
    ["without more", {}, { kind: "file", media: "audio", name: "a.ogg" }],
    [
      "with a caption",
      { body: "Bitte prüfen", filename: "a.pdf", msgtype: "m.file" },
      { name: "a.pdf", caption: "Bitte prüfen" },
    ],
    [
      "whose caption would turn the line around",
      { body: "gut\u202Etug\u2066\nso", filename: "a.pdf", msgtype: "m.file" },
      { caption: "guttug\nso" },
    ],
    [
      "whose name pretends another ending",
      { body: "rechnung\u202Efdp.exe" },
      { name: "rechnungfdp.exe" },
    ],
    ["with a length", { info: { duration: 1234.6 } }, { duration: 1235 }],
    [
      "with a smaller picture",
      {
        msgtype: "m.image",
        info: { thumbnail_url: "mxc://x/t", thumbnail_info: { mimetype: "image/png" } },
      },
      { thumbnail: { source: { mxc: "mxc://x/t" }, mimeType: "image/png" } },
    ],
    [
      "with an encrypted smaller picture",
      { msgtype: "m.image", info: { thumbnail_file: { url: "mxc://x/t", key: {} } } },
      { thumbnail: { source: { mxc: "mxc://x/t", encrypted: { key: {} } } } },
    ],
    [
      "that is a drawing with programs in it",
      { msgtype: "m.image", info: { mimetype: "image/svg+xml" } },
      { media: "file" },
    ],
    ["that is a page", { msgtype: "m.image", info: { mimetype: "text/html" } }, { media: "file" }],
    ["of an unknown kind", { msgtype: "m.image" }, { media: "image" }],
    [
      "that was spoken",
      {
        "org.matrix.msc3245.voice": {},
        "org.matrix.msc1767.audio": { duration: 2000, waveform: [0, 512, 1024, 9999, -1, "x"] },
      },
      { duration: 2000, voice: [0, 0.5, 1, 1, 0, 0] },
    ],
  ])("%s", (_story, parts, expected) => {
    expect(messageBody(file(parts), false)).toMatchObject(expected);
  });

  it.each<[string, object]>([
    ["a length", { info: { duration: "5" } }],
    ["a length of years", { info: { duration: 1e15 } }],
    ["a negative length", { info: { duration: -5 } }],
  ])("with nonsense for %s has none", (_story, parts) => {
    expect(messageBody(file(parts), false)).not.toHaveProperty("duration");
  });
  it.each(["mxc://x/../y", "mxc://../y", "mxc://x/y/../../z", "https://x/y", "mxc://x/"])(
    "at %s is none",
    (url) => {
      expect(messageBody(file({ url }), false).kind).toBe("unsupported");
      const info = { thumbnail_url: url };
      expect(messageBody(file({ info }), false)).not.toHaveProperty("thumbnail");
    },
  );
  it("that brings its keys in the prototype brings none", () => {
    const content: unknown = JSON.parse(
      '{"msgtype":"m.file","body":"a","__proto__":{"url":"mxc://x/y","file":{"url":"mxc://x/y"}}}',
    );
    expect(messageBody(content, false).kind).toBe("unsupported");
  });
  it("that was spoken is read as it was sent", () => {
    const sent = voiceContent({ duration: 1500.4, waveform: [0, 0.25, 2] });
    expect(messageBody(file(sent), false)).toMatchObject({ duration: 1500, voice: [0, 0.25, 1] });
  });
});
