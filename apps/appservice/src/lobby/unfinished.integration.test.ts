import pino from "pino";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AuditLog } from "../audit/audit-log.ts";
import { ProvisioningStore } from "../conferences/provisioning-store.ts";
import { connectionOf } from "../database/database.ts";
import { MatrixGateway } from "../matrix/gateway.ts";
import { RoomReader } from "../matrix/room-reader.ts";
import { ServiceAccount } from "../matrix/service-account.ts";
import { Stack, until, type Person } from "../testing/stack.ts";
import { wireLobbies } from "./wire.ts";

/**
 * What a process leaves behind that was killed, or was not there: decisions that the room does not
 * show, and knocks of which nobody knows.
 */

let stack: Stack;
let pool: Pool;
let anna: Person;
let roomId: string;
let bearer: string;

beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  anna = await stack.colleague();
  ({ roomId, bearer } = await stack.conference(anna));
  await stack.ask("PUT", path(), { bearer, body: { on: true } });
}, 120_000);
afterAll(() => pool.end());

const path = (): string => `/api/v1/conferences/${encodeURIComponent(roomId)}/lobby`;

async function knocking(): Promise<Person> {
  const person = await stack.colleague();
  await stack.matrix(person, "POST", `/knock/${encodeURIComponent(roomId)}`, {});
  await until(async () => ((await waitsOf(person)) === "waiting" ? true : undefined));
  return person;
}
async function waitsOf({ userId }: Person): Promise<string | undefined> {
  const found = await pool.query("SELECT state FROM lobby_waits WHERE user_id = $1", [userId]);
  return z.array(z.object({ state: z.string() })).parse(found.rows)[0]?.state;
}
async function memberOf({ userId }: Person): Promise<string> {
  const where = `/rooms/${encodeURIComponent(roomId)}/state/m.room.member/${encodeURIComponent(userId)}`;
  const answer = await stack.matrix(anna, "GET", where);
  return z.looseObject({ membership: z.string() }).parse(answer.body).membership;
}

describe("after a crash", () => {
  it.each([
    ["admitted", "invite"],
    ["refused", "leave"],
  ])(
    "whoever was %s is in the room what that means",
    async (state, membership) => {
      const person = await knocking();
      await pool.query(
        `UPDATE lobby_waits SET state = $2, decided_by = $3, decided_at = now() - interval '1 minute'
       WHERE user_id = $1`,
        [person.userId, state, anna.userId],
      );
      const shown = await until(async () => {
        const now = await memberOf(person);
        return now === "knock" ? undefined : now;
      });
      expect(shown).toBe(membership);
    },
    60_000,
  );

  it("a knock that nobody heard of is found, and one that is over is forgotten", async () => {
    const [lost, gone] = await Promise.all([knocking(), knocking()]);
    await pool.query("DELETE FROM lobby_waits WHERE user_id = $1", [lost.userId]);
    await stack.matrix(gone, "POST", `/rooms/${encodeURIComponent(roomId)}/leave`, {});
    await until(async () => ((await waitsOf(gone)) === "left" ? true : undefined));
    await waitsAgain(gone);
    await lookEverywhere();
    expect(await waitsOf(lost)).toBe("waiting");
    expect(await waitsOf(gone)).toBe("left");
  }, 60_000);

  it("an answer that another client gave is that of who gave it, with the sentence", async () => {
    const [refused, admitted] = await Promise.all([knocking(), knocking()]);
    const inRoom = `/rooms/${encodeURIComponent(roomId)}`;
    await stack.matrix(anna, "POST", `${inRoom}/kick`, {
      user_id: refused.userId,
      reason: "Heute nicht",
    });
    await stack.matrix(anna, "POST", `${inRoom}/invite`, { user_id: admitted.userId });
    await until(async () => ((await waitsOf(refused)) === "refused" ? true : undefined));
    await until(async () => ((await waitsOf(admitted)) === "admitted" ? true : undefined));
    await waitsAgain(refused);
    await waitsAgain(admitted);
    await lookEverywhere();
    const found = await pool.query(
      "SELECT state, sentence, decided_by FROM lobby_waits WHERE user_id = ANY($1) ORDER BY state",
      [[refused.userId, admitted.userId]],
    );
    expect(found.rows).toEqual([
      { state: "admitted", sentence: "", decided_by: anna.userId },
      { state: "refused", sentence: "Heute nicht", decided_by: anna.userId },
    ]);
  }, 60_000);
});

/** As if what the room has decided had not been heard of. */
async function waitsAgain({ userId }: Person): Promise<void> {
  await pool.query(
    `UPDATE lobby_waits SET state = 'waiting', sentence = '', decided_by = NULL WHERE user_id = $1`,
    [userId],
  );
}

/** What a new process does first. */
async function lookEverywhere(): Promise<void> {
  const log = pino({ level: "silent" });
  const gateway = new MatrixGateway(stack.config);
  await gateway.start();
  const lobbies = wireLobbies({
    config: stack.config,
    pool,
    conferences: new ProvisioningStore(pool),
    guests: { admit: () => Promise.resolve(false), sendAway: () => Promise.resolve() },
    rooms: new RoomReader(stack.config, new ServiceAccount(stack.config, pool, log)),
    gateway,
    audit: new AuditLog(pool),
    log,
  });
  await lobbies.lookEverywhere();
  lobbies.stop();
  await gateway.stop();
}
