import { randomUUID } from "node:crypto";
import { BUILT_IN_TEMPLATES, createConferenceRequestSchema, planRoom } from "@plenum/model";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connectionOf } from "../database/database.ts";
import { Stack, type Person } from "../testing/stack.ts";
import { createRoomBody } from "./room-plan.ts";

/**
 * What a process leaves behind that was killed between the homeserver's answer and its own
 * database: a wish that is "running", and a room nobody remembers, not even fully furnished. The
 * running appservice has to find and finish it.
 */

let stack: Stack;
let pool: Pool;
let anna: Person;
beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  anna = await stack.colleague();
});
afterAll(() => pool.end());

describe("a wish whose process has died", () => {
  it("is finished with the room that was made already", async () => {
    const id = randomUUID();
    const wish = createConferenceRequestSchema.parse({ title: "Gerettet", encrypted: true });
    const { plan } = planRoom(wish, { id: "meeting", settings: BUILT_IN_TEMPLATES.meeting });
    const { initial_state: initial, ...body } = z
      .looseObject({ initial_state: z.array(z.looseObject({ type: z.string() })) })
      .parse(createRoomBody(plan, anna.userId, id));
    const made = await stack.ask("POST", `/_matrix/client/v3/createRoom`, {
      bearer: stack.config.appservice.asToken,
      body: { ...body, initial_state: initial.filter(({ type }) => type.startsWith("m.room.j")) },
    });
    const { room_id: roomId } = z.object({ room_id: z.string() }).parse(made.body);
    await pool.query(
      `INSERT INTO provisionings (id, requester, request, state, updated_at)
       VALUES ($1, $2, $3, 'running', now() - interval '1 hour')`,
      [id, anna.userId, JSON.stringify(wish)],
    );
    const bearer = await stack.session(anna);
    expect(await stack.ready(bearer, id)).toBe(roomId);
    await stack.joinRoom(anna, roomId);
    const state = await stack.matrix(anna, "GET", `/rooms/${encodeURIComponent(roomId)}/state`);
    const types = z.array(z.looseObject({ type: z.string() })).parse(state.body);
    expect(types.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["m.room.encryption", "chat.plenum.conference", "m.room.name"]),
    );
  }, 90_000);
});
