import { describe, expect, it } from "vitest";
import { pauseAfterFailure, RETRY_RULES, type RetryRule } from "./retry.ts";

const TEN_MINUTES = 600;
const DAY = 24 * 3600;

/** Goes through an outage in time of its own: every attempt within it fails. */
function outage(rule: RetryRule, seconds: number): { attempts: number; late: number } {
  let now = 0;
  for (let failures = 1; ; failures += 1) {
    const pause = pauseAfterFailure(rule, failures);
    if (pause === undefined) throw new Error(`given up after ${now} s`);
    now += pause;
    if (now >= seconds) return { attempts: failures + 1, late: now - seconds };
  }
}

const rules = Object.entries<RetryRule>(RETRY_RULES);

describe("what waits for another part", () => {
  it.each(rules)("%s: outlasts ten minutes and a day, without a storm", (_name, rule) => {
    for (const seconds of [1, TEN_MINUTES, DAY]) {
      const { attempts, late } = outage(rule, seconds);
      expect(late).toBeLessThanOrEqual(rule.longest);
      expect(attempts).toBeLessThanOrEqual(seconds / rule.longest + 12);
    }
  });

  it.each(rules)("%s: is back soon after a short outage", (_name, rule) => {
    expect(outage(rule, 5).late).toBeLessThanOrEqual(5);
  });

  it("is given up at last where nobody would want it any more", () => {
    expect(() => outage(RETRY_RULES.mail, 3 * DAY)).toThrow("given up after 17");
    expect(() => outage(RETRY_RULES.room, 3 * DAY)).toThrow("given up after 17");
    expect(outage(RETRY_RULES.meeting, 30 * DAY).late).toBeLessThanOrEqual(60);
  });

  it.each([
    [1, 2],
    [2, 4],
    [3, 8],
    [9, 512],
    [10, 600],
    [200, 600],
    [2000, undefined],
    [0, 2],
  ])("a mail that failed %i times is tried again after %s s", (failures, seconds) => {
    expect(pauseAfterFailure(RETRY_RULES.mail, failures)).toBe(seconds);
  });
});
