import { describe, expect, it } from "vitest";
import { initialScripts } from "./web-bundle.ts";

describe("the scripts before anything is shown", () => {
  it("are the entry and what it imports statically, each once; what is loaded later is not", () => {
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
      "logo.svg": { file: "assets/logo.svg", ...none },
    };
    expect(initialScripts(manifest)).toEqual(["assets/index.js", "assets/a.js", "assets/b.js"]);
  });
});
