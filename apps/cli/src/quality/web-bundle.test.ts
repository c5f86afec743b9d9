import { describe, expect, it } from "vitest";
import { initialScripts, MissingChunkError } from "./web-bundle.ts";

describe("the scripts of a signed-in client", () => {
  it("are the entry, the named chunks and what they import statically, each once; the call comes later", () => {
    const none = { imports: [], css: [] };
    const manifest = {
      "index.html": {
        file: "assets/index.js",
        isEntry: true,
        imports: ["_a.js", "_b.js"],
        css: [],
      },
      "_a.js": { file: "assets/a.js", imports: ["_b.js"], css: [] },
      "_b.js": { file: "assets/b.js", ...none },
      "src/call.tsx": { file: "assets/call.js", ...none },
      "../../packages/matrix/src/session.ts": {
        file: "assets/session.js",
        imports: ["_b.js"],
        css: [],
      },
      "logo.svg": { file: "assets/logo.svg", ...none },
    };
    expect(initialScripts(manifest, ["matrix/src/session.ts"])).toEqual([
      "assets/index.js",
      "assets/session.js",
      "assets/a.js",
      "assets/b.js",
    ]);
    expect(() => initialScripts(manifest, ["src/gone.tsx"])).toThrow(MissingChunkError);
  });
});
