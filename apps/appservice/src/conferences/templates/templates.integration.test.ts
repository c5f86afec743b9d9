import { BUILT_IN_TEMPLATES, conferenceTemplateSchema, templateListSchema } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import { connectionOf } from "../../database/database.ts";
import { problemCode, Stack, type Person } from "../../testing/stack.ts";

let stack: Stack;
let bearer: string;
let anna: Person;
let pool: Pool;
beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  anna = await stack.colleague();
  bearer = await stack.session(await stack.administrator());
});
afterAll(() => pool.end());

/** A room whose time is over, which takes days elsewhere. */
async function close(roomId: string): Promise<void> {
  await pool.query("UPDATE conferences SET closed_at = now() WHERE room_id = $1", [roomId]);
}

describe("templates", () => {
  it("of the agency's own make rooms as they say, and two administrators do not overwrite each other", async () => {
    const own = await stack.session(anna);
    const list = templateListSchema.parse(
      (await stack.ask("GET", "/api/v1/templates", { bearer: own })).body,
    );
    expect(list.templates.map(({ id }) => id).slice(0, 4)).toEqual([
      "meeting",
      "lecture",
      "committee",
      "training",
    ]);
    const path = `/api/v1/templates/test-${randomUUID().slice(0, 8)}`;
    const {
      id: _id,
      builtIn: _builtIn,
      ...meeting
    } = conferenceTemplateSchema.parse(
      (await stack.ask("GET", "/api/v1/templates/meeting", { bearer: own })).body,
    );
    const body = {
      ...meeting,
      version: 0,
      name: { de: "Kreistag", en: "County council" },
      encrypted: false,
      lobby: true,
      retentionDays: 90,
      choices: { encrypted: false, lobby: false },
    };
    expect(problemCode(await stack.ask("PUT", path, { bearer: own, body }))).toBe("forbidden");
    const answers = await Promise.all([1, 2].map(() => stack.ask("PUT", path, { bearer, body })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const template = path.slice(path.lastIndexOf("/") + 1);
    const refused = await stack.ask("POST", "/api/v1/conferences", {
      bearer: own,
      body: { title: "Kreistag", template, encrypted: true },
    });
    expect(problemCode(refused)).toBe("invalid-request");
    const { roomId } = await stack.conference(anna, {
      title: "Kreistag",
      template,
      encrypted: undefined,
    });
    const state = async (type: string, key = "") =>
      (await stack.matrix(anna, "GET", `/rooms/${encodeURIComponent(roomId)}/state/${type}/${key}`))
        .body;
    expect(await state("m.room.join_rules")).toMatchObject({ join_rule: "knock" });
    expect(await state("m.room.retention")).toEqual({ max_lifetime: 90 * 24 * 60 * 60_000 });
    expect(await state("m.room.encryption")).toMatchObject({ errcode: "M_NOT_FOUND" });
    expect(await state("im.vector.modular.widgets", "plenum_jitsi")).toMatchObject({
      type: "jitsi",
    });
    // As long as an open room is made from it, it stays.
    expect(problemCode(await stack.ask("DELETE", path, { bearer }))).toBe("conflict");
    await close(roomId);
    expect((await stack.ask("DELETE", path, { bearer })).status).toBe(204);
    expect(problemCode(await stack.ask("GET", path, { bearer: own }))).toBe("not-found");
  });

  it("are put away while rooms are made from them, and removed when none is", async () => {
    const own = await stack.session(anna);
    const id = `test-${randomUUID().slice(0, 8)}`;
    const path = `/api/v1/templates/${id}`;
    const put = (body: object) => stack.ask("PUT", path, { bearer, body });
    const offered = async (query: string): Promise<boolean> => {
      const answer = await stack.ask("GET", `/api/v1/templates${query}`, { bearer: own });
      return templateListSchema.parse(answer.body).templates.some((one) => one.id === id);
    };
    const wish = { title: "Kreistag", template: id };
    const settings = BUILT_IN_TEMPLATES.committee;
    expect((await put({ ...settings, version: 0 })).status).toBe(200);
    expect(await offered("")).toBe(true);
    const { roomId } = await stack.conference(anna, { ...wish, encrypted: undefined });
    expect(problemCode(await stack.ask("DELETE", path, { bearer }))).toBe("conflict");

    expect((await put({ ...settings, version: 1, away: true })).status).toBe(200);
    expect([await offered(""), await offered("?all=true")]).toEqual([false, true]);
    const late = await stack.ask("POST", "/api/v1/conferences", { bearer: own, body: wish });
    expect(problemCode(late)).toBe("invalid-request");
    expect(problemCode(await put({ ...settings, version: 1 }))).toBe("conflict");
    const kind = await stack.ask("PUT", "/api/v1/templates/training", {
      bearer,
      body: { ...BUILT_IN_TEMPLATES.training, version: 0, away: true },
    });
    expect(problemCode(kind)).toBe("invalid-request");
    await close(roomId);
    expect((await stack.ask("DELETE", path, { bearer })).status).toBe(204);
    expect(problemCode(await stack.ask("GET", path, { bearer: own }))).toBe("not-found");
  });
});
