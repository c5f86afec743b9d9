import { describe, expect, it } from "vitest";
import { seal, unseal } from "./sealed.ts";

describe("a sealed secret", () => {
  const sealed = seal("token", "secret", "purpose");

  it("can be opened with the same secret for the same purpose", () => {
    expect(unseal(sealed, "secret", "purpose")).toBe("token");
  });

  it.each([
    ["with another secret", sealed, "other", "purpose"],
    ["for another purpose", sealed, "secret", "other"],
    ["when it was changed", `${sealed.slice(0, -2)}AA`, "secret", "purpose"],
    ["when it is too short", "abc", "secret", "purpose"],
    ["when it is empty", "", "secret", "purpose"],
  ])("cannot be opened %s", (_story, text, secret, purpose) => {
    expect(unseal(text, secret, purpose)).toBeUndefined();
  });

  it("looks different every time", () => {
    expect(seal("token", "secret", "purpose")).not.toBe(sealed);
  });
});
