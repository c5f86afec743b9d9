import { describe, expect, it } from "vitest";
import { callsAreEncrypted } from "./encryption.ts";

describe("calls of a room", () => {
  it.each([
    ["are encrypted where it says so", { enabled: true }, true],
    ["are not where it says so", { enabled: false }, false],
    ["are not where it says nothing", undefined, false],
    ["are not where it was emptied", {}, false],
    ["are not by a word that is none", { enabled: "true" }, false],
    ["may say more than is known", { enabled: true, algorithm: "x" }, true],
  ])("%s", (_story, content, encrypted) => {
    expect(callsAreEncrypted(content)).toBe(encrypted);
  });
});
