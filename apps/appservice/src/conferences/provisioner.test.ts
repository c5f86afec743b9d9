import { describe, expect, it } from "vitest";
import { HomeserverError, HomeserverUnreachable } from "../matrix/homeserver-error.ts";
import { pauseAfter } from "./provisioner.ts";

const TEN_MINUTES = 600;
const DAY = 24 * 3600;

describe("after trouble", () => {
  it.each([
    ["no answer", new HomeserverUnreachable(), 3, { seconds: 8, answered: false }],
    [
      "too much to do",
      new HomeserverError(429, "M_LIMIT_EXCEEDED", 40),
      0,
      { seconds: 40, answered: true },
    ],
    [
      "a pause without measure",
      new HomeserverError(429, "M_LIMIT_EXCEEDED", 1e9),
      0,
      { seconds: 3600, answered: true },
    ],
    [
      "an error of its own",
      new HomeserverError(500, "M_UNKNOWN"),
      2,
      { seconds: 4, answered: true },
    ],
    ["a proxy's word for it", new HomeserverError(502, ""), 0, { seconds: 1, answered: false }],
    [
      "for the hundredth time",
      new HomeserverError(500, "M_UNKNOWN"),
      100,
      { seconds: 30, answered: true },
    ],
    ["refused", new HomeserverError(403, "M_FORBIDDEN"), 0, undefined],
    ["our own database", new Error("connection terminated"), 0, { seconds: 1, answered: false }],
  ])("%s", (_story, error, attempts, expected) => {
    expect(pauseAfter(error, { attempts })).toEqual(expected);
  });

  it.each([
    ["gives no answer", new HomeserverUnreachable()],
    ["has no database", new HomeserverError(500, "M_UNKNOWN")],
    ["is away behind a proxy", new HomeserverError(503, "")],
    ["has too much to do", new HomeserverError(429, "M_LIMIT_EXCEEDED", 5)],
  ])("a homeserver that %s for ten minutes or a day costs no room", (_story, error) => {
    for (const outage of [TEN_MINUTES, DAY]) {
      let now = 0;
      for (let attempts = 0; now < outage; attempts += 1) {
        now += pauseAfter(error, { attempts })?.seconds ?? Number.NaN;
      }
      expect(now - outage).toBeLessThanOrEqual(30);
    }
  });
});
