import { createServer } from "node:net";
import { DatabaseError, Pool } from "pg";
import { describe, expect, it } from "vitest";
import { isDatabaseAway } from "./database-away.ts";

function answered(code: string): DatabaseError {
  const error = new DatabaseError("as told by the server", 0, "error");
  error.code = code;
  return error;
}

/** What a query says where nothing, or something rude, listens. */
async function failureAt(port: number): Promise<unknown> {
  const pool = new Pool({ host: "127.0.0.1", port, connectionTimeoutMillis: 200 });
  try {
    return await pool.query("SELECT 1").catch((error: unknown) => error);
  } finally {
    await pool.end();
  }
}

describe("the database is away", () => {
  it.each([
    ["it shuts down", "57P01", true],
    ["another of its processes crashed", "57P02", true],
    ["it starts", "57P03", true],
    ["it has no connection left", "53300", true],
    ["the connection broke", "08006", true],
    ["somebody was first", "23505", false],
    ["the query took too long", "57014", false],
    ["there is no such table", "42P01", false],
  ])("%s: %s", (_what, code, away) => {
    expect(isDatabaseAway(answered(code))).toBe(away);
  });

  it("nothing listens, hangs up or answers", async () => {
    const rude = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    const silent = createServer().listen(0, "127.0.0.1");
    await Promise.all(
      [rude, silent].map((it) => new Promise((done) => it.once("listening", done))),
    );
    const ports = [rude, silent].map((it) => {
      const address = it.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    });
    for (const port of [1, ...ports]) {
      const error = await failureAt(port);
      expect(error).toBeInstanceOf(Error);
      expect(isDatabaseAway(error)).toBe(true);
    }
    rude.close();
    silent.close();
  });

  it("is not what another server's silence means", async () => {
    const error = await fetch("http://127.0.0.1:1/").catch((failure: unknown) => failure);
    expect(isDatabaseAway(error)).toBe(false);
    expect(isDatabaseAway(Object.assign(new Error("connect"), { code: "ECONNREFUSED" }))).toBe(
      false,
    );
    expect(isDatabaseAway("Connection terminated")).toBe(false);
  });
});
