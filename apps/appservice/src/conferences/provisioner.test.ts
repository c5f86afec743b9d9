import { describe, expect, it } from "vitest";
import { HomeserverError, HomeserverUnreachable } from "../matrix/homeserver-error.ts";
import { pauseAfter } from "./provisioner.ts";

const now = new Date();
const lastWeek = new Date(now.getTime() - 7 * 24 * 60 * 60_000);

describe("after trouble", () => {
  it.each([
    [
      "no answer: waits, and that is no attempt",
      new HomeserverUnreachable(),
      5,
      now,
      { seconds: 5, counts: false },
    ],
    ["no answer for a day", new HomeserverUnreachable(), 0, lastWeek, undefined],
    [
      "too much to do",
      new HomeserverError(429, "M_LIMIT_EXCEEDED", 30),
      0,
      now,
      { seconds: 30, counts: true },
    ],
    [
      "an error of its own, for the third time",
      new HomeserverError(500, "M_UNKNOWN"),
      2,
      now,
      { seconds: 4, counts: true },
    ],
    [
      "an error of its own, once too often",
      new HomeserverError(500, "M_UNKNOWN"),
      5,
      now,
      undefined,
    ],
    ["refused", new HomeserverError(403, "M_FORBIDDEN"), 0, now, undefined],
    ["our own database", new Error("connection terminated"), 0, now, { seconds: 5, counts: false }],
  ])("%s", (_story, error, attempts, createdAt, expected) => {
    expect(pauseAfter(error, { attempts, createdAt })).toEqual(expected);
  });
});
