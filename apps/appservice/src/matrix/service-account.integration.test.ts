import { Pool } from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connectionOf } from "../database/database.ts";
import { Stack } from "../testing/stack.ts";
import { ServiceAccount } from "./service-account.ts";

let stack: Stack;
let pool: Pool;
beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
});
afterAll(() => pool.end());

describe("the service account", () => {
  it("is replaced when its token is void, and everybody goes on with the new one", async () => {
    const anna = await stack.colleague();
    const roomId = await stack.room(anna);
    const log = pino({ level: "silent" });
    const account = new ServiceAccount(stack.config, pool, log);
    const replica = new ServiceAccount(stack.config, pool, log);
    const before = await account.current();
    expect(await replica.current()).toBe(before);
    const [after, afterReplica] = await Promise.all([
      account.replace(before),
      replica.replace(before),
    ]);
    expect(after).not.toBe(before);
    expect(afterReplica).toBe(after);
    expect((await stack.matrix({ accessToken: before }, "GET", "/account/whoami")).status).toBe(
      401,
    );
    // The running appservice still holds the old token; it finds out by itself.
    const answer = await stack.ask(
      "POST",
      `/api/v1/conferences/${encodeURIComponent(roomId)}/join`,
      { body: { deviceId: "D", openIdToken: await stack.openIdToken(anna) } },
    );
    expect(answer.status).toBe(200);
  });

  it("is not found in the user directory, and its token is not readable in the database", async () => {
    const account = new ServiceAccount(stack.config, pool, pino({ level: "silent" }));
    const token = await account.current();
    const { rows } = await pool.query("SELECT * FROM service_account");
    expect(JSON.stringify(rows)).not.toContain(token);
    const found = await stack.matrix(await stack.colleague(), "POST", "/user_directory/search", {
      search_term: "plenum-service",
    });
    expect(z.object({ results: z.array(z.unknown()) }).parse(found.body).results).toEqual([]);
  });
});
