import { randomUUID } from "node:crypto";
import { CONFERENCE_EVENT, conferenceListSchema, provisioningSchema } from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { problemCode, Stack, type Person } from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let bernd: Person;
beforeAll(async () => {
  stack = await Stack.open();
  [anna, bernd] = await Promise.all([stack.colleague(), stack.colleague()]);
});

function state(roomId: string, type: string): Promise<unknown> {
  return stack
    .matrix(anna, "GET", `/rooms/${encodeURIComponent(roomId)}/state/${type}/`)
    .then((answer) => answer.body);
}

describe("a conference room", () => {
  it("is made with everything that belongs to it", async () => {
    const { roomId, bearer } = await stack.conference(anna, {
      title: "Haushaltsausschuss",
      kind: "committee",
      encrypted: true,
      invite: [bernd.userId],
    });
    await stack.joinRoom(bernd, roomId);
    expect(await state(roomId, CONFERENCE_EVENT)).toMatchObject({
      kind: "committee",
      title: "Haushaltsausschuss",
      lobby: false,
    });
    expect(await state(roomId, "m.room.name")).toEqual({ name: "Haushaltsausschuss" });
    expect(await state(roomId, "m.room.join_rules")).toMatchObject({ join_rule: "invite" });
    expect(await state(roomId, "m.room.guest_access")).toEqual({ guest_access: "forbidden" });
    expect(await state(roomId, "m.room.history_visibility")).toEqual({
      history_visibility: "invited",
    });
    expect(await state(roomId, "m.room.encryption")).toEqual({ algorithm: "m.megolm.v1.aes-sha2" });
    expect(await state(roomId, "m.room.power_levels")).toMatchObject({
      users: { [anna.userId]: 100 },
      users_default: 0,
      events: { "org.matrix.msc3401.call.member": 0, [CONFERENCE_EVENT]: 100 },
    });
    const list = await stack.ask("GET", "/api/v1/conferences", { bearer });
    const { conferences } = conferenceListSchema.parse(list.body);
    expect(conferences.find((conference) => conference.roomId === roomId)).toMatchObject({
      title: "Haushaltsausschuss",
      kind: "committee",
      encrypted: true,
      createdBy: anna.userId,
    });
  });

  it("is made once for one external key, however often it is asked for", async () => {
    const bearer = await stack.session(anna);
    const body = { title: "Jour fixe", encrypted: false, externalKey: randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => stack.ask("POST", "/api/v1/conferences", { bearer, body })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([202, 202, 202, 202, 202]);
    const ids = new Set(answers.map((answer) => provisioningSchema.parse(answer.body).id));
    expect(ids.size).toBe(1);
    const roomId = await stack.ready(bearer, [...ids][0] ?? "");
    const again = await stack.ask("POST", "/api/v1/conferences", { bearer, body });
    expect(provisioningSchema.parse(again.body)).toMatchObject({ state: "ready", roomId });
    const invited = await stack.matrix(
      anna,
      "GET",
      '/sync?timeout=0&filter={"room":{"timeline":{"limit":1}}}',
    );
    const rooms = z
      .looseObject({ rooms: z.looseObject({ invite: z.record(z.string(), z.unknown()) }) })
      .parse(invited.body).rooms.invite;
    const named = Object.entries(rooms).filter(([, room]) =>
      JSON.stringify(room).includes("Jour fixe"),
    );
    expect(named.map(([id]) => id)).toEqual([roomId]);
    const other = await stack.ask("POST", "/api/v1/conferences", {
      bearer,
      body: { ...body, title: "Something else" },
    });
    expect([other.status, problemCode(other)]).toEqual([409, "conflict"]);
  });

  it("two people may use the same key, each for a room of their own", async () => {
    const body = { title: "Probe", encrypted: false, externalKey: randomUUID() };
    const ids = await Promise.all(
      [anna, bernd].map(async (person) => {
        const bearer = await stack.session(person);
        const answer = await stack.ask("POST", "/api/v1/conferences", { bearer, body });
        return provisioningSchema.parse(answer.body).id;
      }),
    );
    expect(new Set(ids).size).toBe(2);
  });

  it("is ready even when somebody cannot be invited, and says who", async () => {
    const bearer = await stack.session(anna);
    const nobody = `@nobody:${randomUUID()}.invalid`;
    const answer = await stack.ask("POST", "/api/v1/conferences", {
      bearer,
      body: { title: "Probe", encrypted: false, invite: [nobody, bernd.userId] },
    });
    const { id } = provisioningSchema.parse(answer.body);
    await stack.ready(bearer, id);
    const done = await stack.ask("GET", `/api/v1/conferences/provisioning/${id}`, { bearer });
    expect(provisioningSchema.parse(done.body).notInvited).toEqual([nobody]);
  });

  it("its making is nobody else's business", async () => {
    const bearer = await stack.session(anna);
    const answer = await stack.ask("POST", "/api/v1/conferences", {
      bearer,
      body: { title: "Probe" },
    });
    const { id } = provisioningSchema.parse(answer.body);
    const seen = await stack.ask("GET", `/api/v1/conferences/provisioning/${id}`, {
      bearer: await stack.session(bernd),
    });
    expect(problemCode(seen)).toBe("not-found");
  });
});
