import { describe, expect, it } from "vitest";
import { healthOf } from "./health.ts";

describe("health", () => {
  it.each([
    [true, true, true, "ok"],
    [true, true, false, "starting"],
    [false, true, true, "failing"],
    [true, false, true, "failing"],
    [false, false, false, "failing"],
  ] as const)("database %s, homeserver %s, ready %s: %s", (database, homeserver, ready, status) => {
    expect(healthOf(database, homeserver, ready).status).toBe(status);
  });
});
