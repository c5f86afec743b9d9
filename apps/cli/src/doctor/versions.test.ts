import { describe, expect, it } from "vitest";
import { installedDiffers } from "../../bootstrap/lock-state.mjs";
import { nodeFinding } from "./machine.ts";
import { originFinding } from "./installation.ts";
import { differing, pinnedPackages } from "./versions.ts";

describe("the Python lock file", () => {
  const text = [
    "attrs==26.1.0 \\",
    "    --hash=sha256:00",
    "joserfc==1.7.7 ; python_full_version < '3.11' \\",
    "joserfc==1.8.0 ; python_full_version >= '3.11' \\",
    "zope-interface==8.7 ; python_full_version >= '3.11' \\",
  ].join("\n");

  it("pins by the Python that is there", () => {
    expect(pinnedPackages(text, true)).toEqual(
      new Map([
        ["attrs", "26.1.0"],
        ["joserfc", "1.7.7"],
      ]),
    );
    expect(pinnedPackages(text, false).get("joserfc")).toBe("1.8.0");
  });

  it("is compared without regard to spelling", () => {
    const installed = [
      { name: "attrs", version: "26.1.0" },
      { name: "joserfc", version: "1.7.0" },
      { name: "Zope.Interface", version: "8.7" },
    ];
    expect(differing(pinnedPackages(text, false), installed)).toEqual([
      "joserfc 1.7.0 instead of 1.8.0",
    ]);
  });
});

describe("the npm lock file", () => {
  const wanted = {
    "": {},
    "apps/web": { version: "0.1.0" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/only-elsewhere": { version: "1.0.0", optional: true },
    "node_modules/@plenum/web": { link: true },
  };

  it.each([
    ["all there", { "node_modules/a": { version: "1.0.0" } }, undefined],
    ["another version", { "node_modules/a": { version: "1.0.1" } }, "node_modules/a"],
    ["one missing", {}, "node_modules/a"],
    [
      "an optional one in another version",
      {
        "node_modules/a": { version: "1.0.0" },
        "node_modules/only-elsewhere": { version: "2.0.0" },
      },
      "node_modules/only-elsewhere",
    ],
  ])("%s", (_, installed, expected) => {
    expect(installedDiffers(wanted, installed)).toBe(expected);
  });
});

describe("Node.js", () => {
  it.each([
    ["18.20.0", "fail"],
    ["20.18.3", "fail"],
    ["20.19.0", "ok"],
    ["21.7.0", "fail"],
    ["22.0.0", "ok"],
    ["24.1.0", "ok"],
  ])("%s: %s", (version, state) => {
    expect(nodeFinding(version).state).toBe(state);
  });
});

describe("cameras", () => {
  it.each([
    ["http://localhost:8080", "ok"],
    ["https://plenum.example.org:8080", "ok"],
    ["http://plenum.example.org:8080", "fail"],
  ])("at %s: %s", (publicUrl, state) => {
    expect(originFinding({ publicUrl }).state).toBe(state);
  });
});
