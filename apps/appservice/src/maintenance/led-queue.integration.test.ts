import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { Pool } from "pg";
import PgBoss from "pg-boss";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectionOf, inTransaction } from "../database/database.ts";
import { Stack, until } from "../testing/stack.ts";
import { LedQueue } from "./led-queue.ts";

/** One of several processes that could lead; each has its own connections. */
interface Replica {
  readonly name: string;
  readonly queue: LedQueue;
  readonly pool: Pool;
}

let stack: Stack;
let boss: PgBoss;
let admin: Pool;
const replicas: Replica[] = [];
const name = `test-${randomUUID()}`;

/** What is still to be done, and who did what was done. */
let due = 0;
const done: string[] = [];
/** Who leads at the moment. */
const leading = new Set<string>();
/** Whoever leads waits here before it does anything. */
let gate: Promise<unknown> = Promise.resolve();

async function lead(who: string, over: AbortSignal): Promise<void> {
  leading.add(who);
  try {
    await Promise.race([gate, over.aborted ? undefined : once(over, "abort")]);
    while (due > 0 && !over.aborted) {
      due -= 1;
      done.push(who);
    }
  } finally {
    leading.delete(who);
  }
}

function replica(): Replica {
  const who = `replica ${replicas.length + 1}`;
  const pool = new Pool({ ...connectionOf(stack.config), application_name: `${name} ${who}` });
  pool.on("error", () => undefined);
  const queue = new LedQueue({
    boss,
    pool,
    name,
    leader: name,
    isAnythingDue: () => Promise.resolve(due > 0),
    lead: (over) => lead(who, over),
  });
  const made = { name: who, queue, pool };
  replicas.push(made);
  return made;
}

/** @returns opens it */
function closedGate(): () => void {
  const opener = new EventEmitter();
  gate = once(opener, "open");
  return () => opener.emit("open");
}

/** Someone leads. */
const leader = (): Promise<string> => until(() => Promise.resolve([...leading][0]));

beforeAll(async () => {
  stack = await Stack.open();
  admin = new Pool(connectionOf(stack.config));
  const { postgres, ports } = stack.config;
  boss = new PgBoss({
    host: postgres.host,
    port: ports.postgres,
    user: postgres.user,
    password: postgres.password,
    database: postgres.appserviceDatabase,
    schedule: false,
    supervise: false,
    migrate: false,
  });
  boss.on("error", () => undefined);
  await boss.start();
});
afterAll(async () => {
  for (const { queue, pool } of replicas) {
    queue.stop();
    await pool.end();
  }
  await boss.stop({ graceful: false });
  await admin.query("DELETE FROM pgboss.job WHERE name = $1", [name]);
  await admin.query("SELECT pgboss.delete_queue($1)", [name]);
  await admin.end();
});

describe("work that one process leads", () => {
  it("begins with what was left behind", async () => {
    due = 3;
    const { queue, name: who } = replica();
    await queue.start();
    await until(() => Promise.resolve(done.length === 3 || undefined));
    expect(done).toEqual([who, who, who]);
  });

  it("is done by one, although two could", async () => {
    const open = closedGate();
    const second = replica();
    await second.queue.start();
    due = 2;
    for (const { queue } of replicas) await queue.resume();
    await leader();
    // A second job goes to whoever is free, who sees that somebody leads and lets it be.
    for (const { queue } of replicas) await queue.resume();
    await until(async () => {
      const { rows } = await admin.query(
        "SELECT 1 FROM pgboss.job WHERE name = $1 AND state = 'created'",
        [name],
      );
      return rows.length === 0 || undefined;
    });
    expect(leading.size).toBe(1);
    open();
    await until(() => Promise.resolve(due === 0 || undefined));
  }, 60_000);

  it("is queued with what wants it, or not at all", async () => {
    const [first] = replicas;
    const before = done.length;
    await expect(
      inTransaction(admin, async (client) => {
        due = 1;
        await first?.queue.enqueue(client);
        throw new Error("thought better of it");
      }),
    ).rejects.toThrow("thought better");
    const { rows } = await admin.query(
      "SELECT 1 FROM pgboss.job WHERE name = $1 AND state = 'created'",
      [name],
    );
    expect(rows).toEqual([]);
    expect(done).toHaveLength(before);
    await inTransaction(admin, async (client) => first?.queue.enqueue(client));
    first?.queue.wake();
    await until(() => Promise.resolve(due === 0 || undefined));
  }, 60_000);

  it("goes to another one when the leader loses the database", async () => {
    closedGate();
    due = 1;
    await replicas[0]?.queue.resume();
    const who = await leader();
    const before = done.length;
    await admin.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1",
      [`${name} ${who}`],
    );
    await until(() => Promise.resolve(leading.has(who) ? undefined : true));
    expect(done).toHaveLength(before);
    gate = Promise.resolve();
    for (const { queue } of replicas) await queue.resume();
    await until(() => Promise.resolve(due === 0 || undefined));
  }, 60_000);

  it("begins nothing new once it is stopped", async () => {
    closedGate();
    due = 1;
    await replicas[0]?.queue.resume();
    await leader();
    for (const { queue } of replicas) queue.stop();
    await until(() => Promise.resolve(leading.size === 0 || undefined));
    expect(due).toBe(1);
  }, 60_000);
});
