import { describe, expect, it } from "vitest";
import type { InviteResult, MatrixErrorCode } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { inviteEach } from "./invite-many.ts";

const PEOPLE = ["@a:x", "@b:x", "@c:x", "@d:x", "@e:x", "@f:x", "@g:x"];
const byId = (a: InviteResult, b: InviteResult): number => a.userId.localeCompare(b.userId);

/** Invites with answers that are prepared for each person, in turn; then all goes well. */
async function run(
  answers: Readonly<Record<string, readonly (MatrixErrorCode | number)[]>>,
  stopAfter = Infinity,
) {
  const left = new Map(Object.entries(answers).map(([id, list]) => [id, [...list]]));
  const results: InviteResult[] = [];
  const waits: number[] = [];
  const stop = new AbortController();
  let underWay = 0;
  let most = 0;
  let waiting = false;
  let impatient = 0;
  await inviteEach(PEOPLE, {
    signal: stop.signal,
    invite: async (userId) => {
      if (waiting) impatient += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      const answer = left.get(userId)?.shift();
      if (typeof answer === "number") {
        throw new MatrixFailure("rate-limited", "slow", { retryAfter: answer });
      }
      if (answer !== undefined) throw new MatrixFailure(answer, "no");
    },
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      waiting = true;
      // As many turns as all invitations together would need.
      for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
      waiting = false;
    },
    onWaiting: () => undefined,
    onResult: (result) => {
      results.push(result);
      if (results.length >= stopAfter) stop.abort();
    },
  });
  return { results: results.toSorted(byId), waits, most, impatient };
}

const all = PEOPLE.map((userId) => ({ userId }));
const allBut = (...others: readonly InviteResult[]): readonly InviteResult[] =>
  all.map((one) => others.find(({ userId }) => userId === one.userId) ?? one);

describe("inviting many", () => {
  it("invites everybody, three at the same time", async () => {
    expect(await run({})).toEqual({ results: all, waits: [], most: 3, impatient: 0 });
  });
  it("waits as long as the server asks, as often as it asks", async () => {
    expect(await run({ "@b:x": [700, 300] })).toMatchObject({ results: all, waits: [700, 300] });
  });
  it("invites nobody else while the server asks for patience", async () => {
    const { results, impatient } = await run({ "@c:x": [700], "@f:x": [300, 300] });
    expect(results).toEqual(all);
    expect(impatient).toBe(0);
  });
  it("waits longer each time where the server does not say how long", async () => {
    const { results, waits } = await run({ "@b:x": ["rate-limited", "rate-limited"] });
    expect(results).toEqual(all);
    expect(waits).toEqual([2000, 4000]);
  });
  it("tries again while the server is away, but not for ever", async () => {
    const away = Array.from({ length: 9 }, () => "unreachable" as const);
    const { results } = await run({ "@a:x": ["unreachable"], "@b:x": away });
    expect(results).toEqual(allBut({ userId: "@b:x", failed: "unreachable" }));
  });
  it("goes on after somebody who cannot be invited", async () => {
    const { results } = await run({ "@b:x": ["forbidden"] });
    expect(results).toEqual(allBut({ userId: "@b:x", failed: "forbidden" }));
  });
  it("stops where it is told to: those under way are told of, those left are not", async () => {
    expect((await run({}, 1)).results).toEqual(all.slice(0, 3));
  });
});
