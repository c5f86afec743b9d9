import { describe, expect, it } from "vitest";
import { MatrixFailure } from "../errors/failure.ts";
import { retryDelay } from "./retry.ts";

const away = new TypeError("Failed to fetch");
const busy = new MatrixFailure("rate-limited", "slow down", { retryAfter: 7000 });
const refused = Object.assign(new Error("no"), { httpStatus: 403 });

describe("a message that could not be sent is tried again", () => {
  it.each([
    ["at once when the network fails", 1, away, 500],
    ["every few seconds while it is away", 20, away, 4000],
    ["until that makes no sense any more", 81, away, -1],
    ["when the server says so", 1, busy, 7000],
    ["but not for ever", 11, busy, -1],
    ["never when it is refused", 1, refused, -1],
    ["never when something else is wrong", 1, new Error("no encryption"), -1],
  ])("%s", (_case, attempts, error, expected) => {
    expect(retryDelay(attempts, error)).toBe(expected);
  });
});
