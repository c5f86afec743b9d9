import { describe, expect, it } from "vitest";
import { isAllowed, licenceProblems } from "./licences.ts";

describe("a licence", () => {
  it.each([
    ["MIT", true],
    ["Apache-2.0", true],
    ["MPL-2.0", true],
    ["MPL 2.0", true],
    ["GPL-3.0", false],
    ["AGPL-3.0-only", false],
    ["(MIT OR GPL-3.0)", true],
    ["(AFL-2.1 OR BSD-3-Clause)", true],
    ["MIT AND GPL-3.0", false],
    ["(MIT AND Zlib)", true],
    ["(MIT OR GPL-3.0) AND ISC", true],
    ["(GPL-2.0 OR GPL-3.0) AND (MIT)", false],
    ["Apache-2.0 WITH LLVM-exception", true],
    ["SEE LICENSE IN LICENSE", false],
    ["", false],
  ])("%s: %s", (expression, expected) => {
    expect(isAllowed(expression)).toBe(expected);
  });
});

describe("the packages of the lock file", () => {
  it("are looked at if they run in production", () => {
    const lock = {
      packages: {
        "": { license: "Apache-2.0" },
        "node_modules/good": { version: "1.0.0", license: "MIT" },
        "node_modules/tool": { version: "1.0.0", license: "GPL-3.0", dev: true },
        "node_modules/@plenum/web": { link: true },
        "node_modules/a/node_modules/@scope/bad": { version: "2.0.0", license: "SSPL-1.0" },
        "node_modules/silent": { version: "3.0.0" },
      },
    };
    expect(licenceProblems(lock)).toEqual({
      checked: 3,
      problems: [
        { name: "@scope/bad@2.0.0", licence: "SSPL-1.0" },
        { name: "silent@3.0.0", licence: "unknown" },
      ],
    });
  });
});
