import { randomBytes } from "node:crypto";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { loadInstallation } from "../config/installation.ts";
import { connectionOf } from "../database/database.ts";
import { AttemptLimiter } from "./attempt-limiter.ts";
import { ensureNotSpent, forgetOldAttempts } from "./counter.ts";
import { KeyLimiter } from "./key-limiter.ts";
import { LimitReached, RequestLimits } from "./request-limits.ts";

/** Two replicas of the appservice, as far as they count. */
let one: Pool;
let other: Pool;
/** Names the counters of this run. */
const RUN = randomBytes(6).toString("hex");

beforeAll(async () => {
  const connection = connectionOf(await loadInstallation(process.env));
  one = new Pool({ ...connection, max: 4 });
  other = new Pool({ ...connection, max: 4 });
});
afterAll(async () => {
  await Promise.all([one.end(), other.end()]);
});

/** What it was refused with; undefined where it was not. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error;
  }
}

/** How many of them were let through. */
async function passed(all: readonly Promise<unknown>[]): Promise<number> {
  const refusals = await Promise.all(all.map((work) => refusal(work)));
  return refusals.filter((error) => error === undefined).length;
}

function client(id: string, requestsPerMinute: number) {
  return {
    userId: `client:${id}-${RUN}`,
    client: { id, scopes: [], requestsPerMinute },
  };
}

describe("requests of one caller", () => {
  it("are counted, told in headers, and refused when they are too many", async () => {
    const limits = new RequestLimits(one);
    const first = await limits.count(client("a", 2));
    expect(first["RateLimit-Policy"]).toBe('"requests";q=2;w=60');
    expect(first["RateLimit"]).toMatch(/^"requests";r=1;t=\d\d$/);
    await limits.count(client("a", 2));
    const refused = await refusal(limits.count(client("a", 2)));
    expect(refused).toBeInstanceOf(LimitReached);
    expect(refused).toMatchObject({ status: 429, code: "rate-limited" });
    // Somebody else has a count of his own.
    expect((await limits.count(client("b", 2)))["RateLimit"]).toMatch(/^"requests";r=1;/);
    const anna = await limits.count({ userId: "@anna:a.example" });
    expect(anna["RateLimit"]).toMatch(/^"requests";r=5999;/);
  });

  it("of another system are counted by both replicas together, however they come", async () => {
    const replicas = [new RequestLimits(one), new RequestLimits(other)];
    const all = Array.from({ length: 10 }, () =>
      replicas.map((replica) => replica.count(client("c", 7))),
    );
    expect(await passed(all.flat())).toBe(7);
  });
});

describe("failed attempts", () => {
  const limits = { perAddress: 3, perNetwork: 5, within: 60 };

  it("at one replica count at the other: by address, and by its network", async () => {
    const [here, there] = [one, other].map((pool) => new AttemptLimiter(pool, RUN, limits));
    if (here === undefined || there === undefined) throw new Error("two replicas are needed");
    await here.failed("192.0.2.7");
    await there.failed("192.0.2.7");
    await here.ensureAllowed("192.0.2.7");
    await there.failed("192.0.2.7");
    for (const replica of [here, there]) {
      const refused = await refusal(replica.ensureAllowed("192.0.2.7"));
      expect(refused).toMatchObject({ code: "too-many-attempts", status: 429 });
    }
    await there.ensureAllowed("192.0.2.8");
    await here.failed("192.0.2.8");
    await there.failed("192.0.2.8");
    expect(await refusal(here.ensureAllowed("192.0.2.9"))).toMatchObject({
      code: "too-many-attempts",
    });
    await here.ensureAllowed("198.51.100.1");
  });

  it("at one code count whoever makes them, also all at the same moment", async () => {
    const purpose = `${RUN}:one`;
    const [here, there] = [one, other].map(
      (pool) => new KeyLimiter(pool, purpose, { attempts: 10, within: 60 }),
    );
    if (here === undefined || there === undefined) throw new Error("two replicas are needed");
    const all = Array.from({ length: 40 }, (_, place) => (place % 2 ? here : there).failed("code"));
    expect(await passed(all)).toBe(10);
    const spent = await refusal(ensureNotSpent(other, [here.counter("code")]));
    expect(spent).toMatchObject({ code: "too-many-attempts" });
    await ensureNotSpent(one, [there.counter("another")]);
  });

  it("are looked up in one query, however many counters there are", async () => {
    const [limiter, codes] = [
      new AttemptLimiter(one, RUN, limits),
      new KeyLimiter(one, RUN, { attempts: 10, within: 60 }),
    ];
    const query = vi.spyOn(one, "query");
    await ensureNotSpent(one, [...limiter.counters("203.0.113.1"), codes.counter("code")]);
    expect(query).toHaveBeenCalledOnce();
    query.mockRestore();
  });

  it("that cannot be counted let nobody through", async () => {
    const gone = new Pool({ host: "127.0.0.1", port: 1, connectionTimeoutMillis: 1_000 });
    const limiter = new AttemptLimiter(gone, RUN, limits);
    const codes = new KeyLimiter(gone, RUN, { attempts: 10, within: 60 });
    const answers = await Promise.all([
      refusal(limiter.ensureAllowed("203.0.113.1")),
      refusal(limiter.failed("203.0.113.1")),
      refusal(ensureNotSpent(gone, [codes.counter("code")])),
      refusal(codes.failed("code")),
      refusal(new RequestLimits(gone).count(client("d", 7))),
    ]);
    expect(answers.map((error) => error instanceof Error)).toEqual(answers.map(() => true));
    await gone.end();
  });

  it("are forgotten when their time is over, addresses included", async () => {
    const limiter = new AttemptLimiter(one, RUN, limits);
    await limiter.failed("203.0.113.50");
    const left = async (): Promise<number> => {
      const found = await one.query("SELECT key FROM attempts WHERE key LIKE $1", [
        `${RUN}:%203.0.113.50`,
      ]);
      return found.rows.length;
    };
    await forgetOldAttempts(one);
    expect(await left()).toBe(1);
    await one.query("UPDATE attempts SET expire = $2 WHERE key LIKE $1", [
      `${RUN}:%203.0.113.50`,
      Date.now() - 1,
    ]);
    await forgetOldAttempts(other);
    expect(await left()).toBe(0);
  });
});
