import { describe, expect, it } from "vitest";
import type { InviteResult, MatrixErrorCode } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { inviteEach } from "./invite-many.ts";

const PEOPLE = ["@a:x", "@b:x", "@c:x"];

/** Invites with answers that are prepared for each person, in turn; then all goes well. */
async function run(
  answers: Readonly<Record<string, readonly (MatrixErrorCode | number)[]>>,
  stopAfter = Infinity,
) {
  const left = new Map(Object.entries(answers).map(([id, list]) => [id, [...list]]));
  const results: InviteResult[] = [];
  const waits: number[] = [];
  const stop = new AbortController();
  await inviteEach(PEOPLE, {
    signal: stop.signal,
    invite: async (userId) => {
      const answer = left.get(userId)?.shift();
      if (typeof answer === "number") {
        throw new MatrixFailure("rate-limited", "slow", { retryAfter: answer });
      }
      if (answer !== undefined) throw new MatrixFailure(answer, "no");
    },
    wait: async (milliseconds) => {
      waits.push(milliseconds);
    },
    onWaiting: () => undefined,
    onResult: (result) => {
      results.push(result);
      if (results.length >= stopAfter) stop.abort();
    },
  });
  return { results, waits };
}

const all = PEOPLE.map((userId) => ({ userId }));

describe("inviting many", () => {
  it("invites one after the other", async () => {
    expect(await run({})).toEqual({ results: all, waits: [] });
  });
  it("waits as long as the server asks, as often as it asks", async () => {
    expect(await run({ "@b:x": [700, 300] })).toEqual({ results: all, waits: [700, 300] });
  });
  it("waits longer each time where the server does not say how long", async () => {
    const { results, waits } = await run({ "@b:x": ["rate-limited", "rate-limited"] });
    expect(results).toEqual(all);
    expect(waits).toEqual([2000, 4000]);
  });
  it("tries again while the server is away, but not for ever", async () => {
    const away = Array.from({ length: 9 }, () => "unreachable" as const);
    const { results } = await run({ "@a:x": ["unreachable"], "@b:x": away });
    expect(results).toEqual([
      { userId: "@a:x" },
      { userId: "@b:x", failed: "unreachable" },
      { userId: "@c:x" },
    ]);
  });
  it("goes on after somebody who cannot be invited", async () => {
    expect((await run({ "@b:x": ["forbidden"] })).results).toEqual([
      { userId: "@a:x" },
      { userId: "@b:x", failed: "forbidden" },
      { userId: "@c:x" },
    ]);
  });
  it("stops where it is told to, and tells nothing of those left", async () => {
    expect((await run({}, 1)).results).toEqual([{ userId: "@a:x" }]);
  });
});
