import { describe, expect, it } from "vitest";
import { type VerificationFacts, verificationState } from "./verification-state.ts";

const facts: VerificationFacts = {
  phase: "requested",
  initiatedByMe: true,
  accepting: false,
  canScan: false,
  codeScanned: false,
  confirmed: false,
  cancellationCode: null,
  cancelledByMe: false,
};

const DOG = [["🐶", "Dog"]] as const;
const CODE = new Uint8Array([77]);

describe("a confirmation, from the first question to the end", () => {
  it.each<[string, Partial<VerificationFacts>, object]>([
    ["asked by this device", {}, { kind: "waiting" }],
    ["asked by the other", { initiatedByMe: false }, { kind: "asked" }],
    ["just accepted", { initiatedByMe: false, accepting: true }, { kind: "starting" }],
    [
      "both there, no camera on either side",
      { phase: "ready" },
      { kind: "choose", canScan: false },
    ],
    [
      "both there, both with a camera",
      { phase: "ready", canScan: true, qrCode: CODE },
      { kind: "choose", canScan: true, qrCode: CODE },
    ],
    ["pictures on their way", { phase: "started" }, { kind: "starting" }],
    [
      "pictures to compare",
      { phase: "started", emoji: DOG },
      { kind: "compare", emoji: [{ symbol: "🐶", name: "Dog" }] },
    ],
    ["said yes", { phase: "started", emoji: DOG, confirmed: true }, { kind: "finishing" }],
    ["the other scanned", { phase: "started", codeScanned: true }, { kind: "scanned" }],
    ["finished", { phase: "done" }, { kind: "done" }],
  ])("%s", (_story, change, expected) => {
    expect(verificationState({ ...facts, ...change })).toEqual(expected);
  });

  it.each([
    ["m.user", true, "by-me"],
    ["m.user", false, "by-other"],
    [null, false, "by-other"],
    ["m.mismatched_sas", true, "mismatch"],
    ["m.key_mismatch", false, "mismatch"],
    ["m.accepted", false, "answered-elsewhere"],
    ["m.timeout", false, "timeout"],
    ["m.unknown_method", false, "failed"],
    ["__proto__", false, "failed"],
  ])("ended with %s, by me: %s → %s", (cancellationCode, cancelledByMe, reason) => {
    expect(
      verificationState({ ...facts, phase: "cancelled", cancellationCode, cancelledByMe }),
    ).toEqual({ kind: "ended", reason });
  });
});
