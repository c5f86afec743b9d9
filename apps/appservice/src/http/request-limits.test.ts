import { describe, expect, it } from "vitest";
import { LimitReached, RequestLimits } from "./request-limits.ts";

const client = (id: string, requestsPerMinute: number) => ({
  userId: `client:${id}`,
  client: { id, scopes: [], requestsPerMinute },
});

describe("requests of one caller", () => {
  it("are counted, told in headers, and refused when they are too many", async () => {
    const limits = new RequestLimits();
    expect(await limits.count(client("a", 2))).toEqual({
      "RateLimit-Policy": '"requests";q=2;w=60',
      RateLimit: '"requests";r=1;t=60',
    });
    await limits.count(client("a", 2));
    const refused: unknown = await limits.count(client("a", 2)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(LimitReached);
    expect(refused).toMatchObject({ status: 429, code: "rate-limited" });
    // Somebody else has a count of his own.
    expect(await limits.count(client("b", 2))).toMatchObject({ RateLimit: '"requests";r=1;t=60' });
    expect(await limits.count({ userId: "@anna:a.example" })).toMatchObject({
      RateLimit: '"requests";r=5999;t=60',
    });
  });
});
