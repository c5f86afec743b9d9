import { describe, expect, it } from "vitest";
import { HomeserverError, HomeserverUnreachable } from "../matrix/homeserver-error.ts";
import { NotYet } from "./executor.ts";
import { afterTrouble } from "./trouble.ts";

describe("an item that could not be made", () => {
  it.each([
    ["it is not its turn", new NotYet(), 0, { seconds: 1, counts: false }],
    ["no answer, however often", new HomeserverUnreachable(), 100, { seconds: 2, counts: false }],
    [
      "too much to do",
      new HomeserverError(429, "M_LIMIT_EXCEEDED", 7),
      100,
      { seconds: 7, counts: false },
    ],
    [
      "an error of the homeserver",
      new HomeserverError(500, "M_UNKNOWN"),
      2,
      { seconds: 4, counts: true },
    ],
    [
      "the same for the eighth time",
      new HomeserverError(500, "M_UNKNOWN"),
      7,
      {
        outcome: {
          state: "failed",
          problem: "homeserver-unavailable",
          made: { errcode: "M_UNKNOWN" },
        },
      },
    ],
    [
      "refused",
      new HomeserverError(403, "M_FORBIDDEN"),
      0,
      { outcome: { state: "failed", problem: "refused", made: { errcode: "M_FORBIDDEN" } } },
    ],
    ["our own mistake", new TypeError("x"), 0, { seconds: 1, counts: true, problem: "internal" }],
    [
      "our own mistake for the eighth time",
      new TypeError("x"),
      7,
      { outcome: { state: "failed", problem: "internal" } },
    ],
  ])("%s", (_story, error, attempts, expected) => {
    expect(afterTrouble(error, { attempts }, false)).toMatchObject(expected);
  });

  it("is kept where it was to be taken back", () => {
    expect(
      afterTrouble(new HomeserverError(403, "M_FORBIDDEN"), { attempts: 0 }, true),
    ).toMatchObject({
      outcome: { state: "kept", problem: "refused" },
    });
  });
});
