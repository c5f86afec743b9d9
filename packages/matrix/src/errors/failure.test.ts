import { describe, expect, it } from "vitest";
import { codeOfRefusal, failing, MatrixFailure, readRefusal, toFailure } from "./failure.ts";

describe("what a server refuses becomes one of our codes", () => {
  it.each([
    [403, { errcode: "M_FORBIDDEN" }, "forbidden"],
    [403, { errcode: "M_USER_DEACTIVATED" }, "deactivated"],
    [401, { errcode: "M_UNKNOWN_TOKEN" }, "signed-out"],
    [429, { errcode: "M_LIMIT_EXCEEDED" }, "rate-limited"],
    [429, "not even JSON", "rate-limited"],
    [413, undefined, "too-large"],
    [404, { errcode: 7 }, "not-found"],
    [502, "<html>", "unreachable"],
    [418, null, "unknown"],
  ])("%s %j is %s", (status, body, code) => {
    expect(codeOfRefusal(readRefusal(status, body))).toBe(code);
  });
});

describe("how long to wait", () => {
  it.each([
    ["the body says so", { retry_after_ms: 1500 }, undefined, 1500],
    ["the header says so", {}, "3", 3000],
    ["nobody says so", {}, undefined, undefined],
    ["nonsense in the body", { retry_after_ms: "soon" }, undefined, undefined],
    ["nonsense in the header", {}, "tomorrow", undefined],
    ["a negative time", { retry_after_ms: -5 }, undefined, undefined],
    ["a year is a day", { retry_after_ms: 1e15 }, undefined, 24 * 60 * 60 * 1000],
  ])("%s", (_case, body, header, expected) => {
    expect(readRefusal(429, body, header).retryAfter).toBe(expected);
  });
});

describe("what is thrown", () => {
  it.each([
    ["a fetch that failed", new TypeError("Failed to fetch"), "unreachable"],
    ["a timeout", new DOMException("late", "TimeoutError"), "unreachable"],
    [
      "a refusal of matrix-js-sdk",
      Object.assign(new Error("no"), { httpStatus: 403 }),
      "forbidden",
    ],
    ["any error", new Error("oh"), "unknown"],
    ["no error at all", "oh", "unknown"],
    ["a failure stays what it is", new MatrixFailure("too-large", "big"), "too-large"],
  ])("%s", async (_case, thrown, code) => {
    expect(toFailure(thrown).code).toBe(code);
    await expect(failing(async () => Promise.reject(thrown as Error))).rejects.toMatchObject({
      name: "MatrixFailure",
      code,
    });
  });
});
