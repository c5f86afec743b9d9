import { describe, expect, it } from "vitest";
import { isPhoneUserId, phoneName, phoneUserId } from "./phone-id.ts";

describe("a telephone in a call", () => {
  it.each([
    ["3dc3a5a8", "@3dc3a5a8:phone.invalid"],
    ["Fon_1.a-b", "@Fon_1.a-b:phone.invalid"],
    ["", undefined],
    ["a:b", undefined],
    ["a b", undefined],
    ["\u202Eabc", undefined],
    ["x".repeat(101), undefined],
  ])("at the endpoint %o is %s", (endpoint, id) => {
    expect(phoneUserId(endpoint)).toBe(id);
    expect(isPhoneUserId(id ?? "")).toBe(id !== undefined);
  });

  it.each(["@anna:amt.example", "@a:phone.invalid.example", "a:phone.invalid", "", "__proto__"])(
    "is not %o",
    (id) => {
      expect(isPhoneUserId(id)).toBe(false);
    },
  );

  it.each([
    ["+49 30 1234-567", "…567"],
    ["004930/1234567", "…567"],
    ["Frau Weiß (030) 90 12 34", "Frau Weiß (…234"],
    ["Raum 4711", "Raum 4711"],
    ["Fellow Jitster", "Fellow Jitster"],
    ["", ""],
  ])("called %o is shown as %o", (said, shown) => {
    expect(phoneName(said)).toBe(shown);
  });
});
