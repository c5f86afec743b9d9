import { describe, expect, test } from "vitest";
import { deviceProblem, joinFailure } from "./problems.ts";

function named(name: string): Error {
  return Object.assign(new Error("x"), { name });
}

describe("why a device could not be opened", () => {
  test.each([
    ["the user or the browser said no", "camera", named("NotAllowedError"), "camera-refused"],
    [
      "the library says it in its words",
      "camera",
      named("gum.permission_denied"),
      "camera-refused",
    ],
    ["nothing is plugged in", "microphone", named("NotFoundError"), "microphone-missing"],
    ["the library misses it", "microphone", named("gum.not_found"), "microphone-missing"],
    ["the chosen one is gone", "camera", named("OverconstrainedError"), "camera-missing"],
    ["another program has it", "camera", named("NotReadableError"), "camera-busy"],
    [
      "the library wraps what it does not know",
      "microphone",
      { name: "gum.general", gum: { error: { name: "NotAllowedError" } } },
      "microphone-refused",
    ],
    ["something unheard of", "camera", "?", "camera-busy"],
    [
      "no screen was released",
      "screen",
      named("gum.screensharing_user_canceled"),
      "screen-refused",
    ],
  ] as const)("%s", (_story, source, error, problem) => {
    expect(deviceProblem(source, error, true)).toBe(problem);
  });

  test("without a secure origin that is the reason, whatever was thrown", () => {
    expect(deviceProblem("camera", new TypeError("undefined"), false)).toBe("insecure-origin");
  });
});

describe("why no token was given", () => {
  test.each([
    [{ code: "not-a-member" }, "not-admitted"],
    [{ code: "forbidden" }, "not-admitted"],
    [{ problem: { code: "unauthorised" } }, "not-admitted"],
    [{ code: "room-gone" }, "room-gone"],
    [{ code: "not-found" }, "room-gone"],
    [{ code: "internal" }, "unreachable"],
    [{ code: "homeserver-unavailable" }, "unreachable"],
    [new TypeError("Failed to fetch"), "unreachable"],
    [undefined, "unreachable"],
  ] as const)("%o → %s", (error, failure) => {
    expect(joinFailure(error)).toBe(failure);
  });
});
