import { describe, expect, it } from "vitest";
import { BadSubscriptionError, sealFor } from "./web-push.ts";

/** The worked example of RFC 8291, section 5. */
const EXAMPLE = {
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  privateKey: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  text: "When I grow up, I want to be a watermelon",
  sealed:
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};

describe("a message for a browser", () => {
  it("is sealed as in the example of the standard", () => {
    const sealed = sealFor(EXAMPLE, Buffer.from(EXAMPLE.text), {
      salt: Buffer.from(EXAMPLE.salt, "base64url"),
      privateKey: Buffer.from(EXAMPLE.privateKey, "base64url"),
    });
    expect(sealed.toString("base64url")).toBe(EXAMPLE.sealed);
  });

  it("is never sealed the same way twice", () => {
    const message = Buffer.from("{}");
    expect(sealFor(EXAMPLE, message).equals(sealFor(EXAMPLE, message))).toBe(false);
  });

  it.each([
    ["too short a key", { p256dh: "AAAA" }],
    ["a point that is not on the curve", { p256dh: Buffer.alloc(65, 4).toString("base64url") }],
    ["too short a secret", { auth: "AAAA" }],
    ["nothing", { p256dh: "", auth: "" }],
  ])("is refused for %s", (_story, change) => {
    expect(() => sealFor({ ...EXAMPLE, ...change }, Buffer.from("{}"))).toThrow(
      BadSubscriptionError,
    );
  });
});
