import { describe, expect, it } from "vitest";
import { explainUndecryptable } from "./undecryptable.ts";

const MINUTE = 60_000;

describe("a message that cannot be read", () => {
  it.each([
    ["on a device that is not confirmed", "no-key", "needs-recovery-code", MINUTE, "recover"],
    ["so old that the device could not know", "unknown", "needs-recovery-code", 9e9, "recover"],
    ["whose key is on its way", "no-key", "ready", MINUTE, "no-key"],
    ["from a clock that is a day ahead", "no-key", "ready", -24 * 60 * MINUTE, "no-key"],
    ["whose key never came", "no-key", "ready", 60 * MINUTE, "late"],
    ["from before one was there", "sent-before-you", "ready", MINUTE, "sent-before-you"],
    [
      "from before one was there, on a new device",
      "sent-before-you",
      "needs-recovery-code",
      MINUTE,
      "sent-before-you",
    ],
    ["from a device that nobody confirmed", "untrusted", "ready", MINUTE, "untrusted"],
    ["broken", "unknown", "ready", MINUTE, "unknown"],
  ] as const)("%s", (_story, reason, status, age, explanation) => {
    expect(explainUndecryptable(reason, status, age, "known").explanation).toBe(explanation);
  });

  it("from somebody with new keys is read once these are accepted", () => {
    expect(explainUndecryptable("untrusted", "ready", MINUTE, "changed")).toEqual({
      explanation: "changed",
      remedy: "accept-change",
    });
  });

  it.each(["no-key", "sent-before-you", "untrusted", "unknown"] as const)(
    "always offers one thing to do: %s",
    (reason) => {
      for (const status of ["unknown", "not-set-up", "needs-recovery-code", "ready"] as const) {
        expect(explainUndecryptable(reason, status, 0, undefined).remedy).toMatch(/^[a-z-]+$/);
      }
    },
  );
});
