import { randomUUID } from "node:crypto";
import { batchItemPageSchema, batchSchema, problemSchema, type Batch } from "@plenum/model";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connectionOf } from "../../database/database.ts";
import { crash, pidOf } from "../../testing/parts.ts";
import { problemCode, Stack, until, type Answer, type Person } from "../../testing/stack.ts";

let stack: Stack;
let pool: Pool;
let admin: Person;
let bearer: string;
let bernd: Person;
beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  // The database is killed in the middle of a test.
  pool.on("error", () => undefined);
  [admin, bernd] = await Promise.all([stack.administrator(), stack.colleague()]);
  bearer = await stack.session(admin);
});
afterAll(() => pool.end());

const PATH = "/api/v1/conference-batches";

function submit(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return stack.ask("POST", PATH, { bearer, body, headers });
}

async function file(text: string, query = ""): Promise<Answer> {
  const response = await fetch(new URL(`${PATH}${query}`, stack.config.publicUrl), {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "text/csv" },
    body: text,
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function wishes(
  count: number,
  name = "Raum",
): { title: string; externalKey: string; encrypted: boolean }[] {
  return Array.from({ length: count }, (_, index) => ({
    title: `${name} ${index + 1}`,
    externalKey: randomUUID(),
    encrypted: index % 2 === 0,
  }));
}

async function batch(id: string): Promise<Batch> {
  return batchSchema.parse((await stack.ask("GET", `${PATH}/${id}`, { bearer })).body);
}

async function finished(id: string): Promise<Batch> {
  return until(async () => {
    const now = await batch(id).catch(() => undefined);
    return now !== undefined && now.queued + now.running === 0 ? now : undefined;
  }, 300);
}

async function itemsOf(id: string, query = "") {
  const answer = await stack.ask("GET", `${PATH}/${id}/items${query}`, { bearer });
  return batchItemPageSchema.parse(answer.body);
}

async function roomsOf(id: string): Promise<readonly (string | undefined)[]> {
  return (await itemsOf(id)).items.map(({ roomId }) => roomId);
}

/** Rooms that the homeserver has under a title. */
async function roomsNamed(prefix: string): Promise<readonly string[]> {
  const path = `/_synapse/admin/v1/rooms?search_term=${encodeURIComponent(prefix)}&limit=500`;
  const url = new URL(path, stack.config.synapse.url).toString();
  const answer = await stack.ask("GET", url, { bearer: admin.accessToken });
  return z
    .object({ rooms: z.array(z.looseObject({ room_id: z.string(), name: z.string() })) })
    .parse(answer.body)
    .rooms.map(({ name }) => name);
}

describe("many rooms at once", () => {
  it("are made from a file as spreadsheets write it, in pages to look at", async () => {
    const text = [
      "Titel;Art;Verschlüsselt;Beginn;Ende",
      "Bürgerbüro;Besprechung;nein;;",
      "Ausschuss für Grünflächen;Gremium;ja;01.12.2027 09:30;01.12.2027 11:00",
      "Schulung;Schulung;;;",
    ].join("\r\n");
    const answer = await file(text, "?label=Probe");
    expect(answer.status).toBe(202);
    const { id } = batchSchema.parse(answer.body);
    expect(await finished(id)).toMatchObject({ state: "done", total: 3, ready: 3, label: "Probe" });
    const first = await itemsOf(id, "?limit=2");
    expect(first.items.map(({ title, number }) => [number, title])).toEqual([
      [2, "Bürgerbüro"],
      [3, "Ausschuss für Grünflächen"],
    ]);
    const second = await itemsOf(id, `?limit=2&cursor=${first.cursor ?? ""}`);
    expect(second.items.map(({ state, roomId }) => [state, roomId?.startsWith("!")])).toEqual([
      ["ready", true],
    ]);
    expect(second.cursor).toBeUndefined();
    expect((await itemsOf(id, "?state=failed")).items).toEqual([]);
  });

  it("are not made from a file with bad lines, and every one of them is named", async () => {
    const marker = randomUUID();
    const text = `Titel;Art;Ende;Kennung;Vorlage\n${marker};Feier;;;\n;Besprechung;;;\n${marker};;gestern;;\n${marker};;;a;\n${marker};;;a;\n${marker};;;;keine\n${marker};;;${marker};`;
    const refused = await file(text);
    expect(refused.status).toBe(422);
    const lines = [
      { line: 2, field: "kind", reason: "not-valid" },
      { line: 3, field: "title", reason: "missing" },
      { line: 4, field: "endsAt", reason: "not-a-time" },
      { line: 6, field: "externalKey", reason: "key-twice" },
      { line: 7, field: "template", reason: "unknown-template" },
    ];
    expect(problemSchema.parse(refused.body)).toMatchObject({ code: "invalid-lines", lines });
    const kept = await pool.query(
      "SELECT 1 FROM provisionings WHERE request ->> 'externalKey' = $1",
      [marker],
    );
    expect(kept.rowCount).toBe(0);
    const { id, skipped } = batchSchema.parse((await file(text, "?skipInvalid=true")).body);
    expect(skipped).toEqual(lines);
    expect(await finished(id)).toMatchObject({ total: 2, ready: 2 });
  });

  it("are made once for their keys, also when a longer list is sent again", async () => {
    const conferences = wishes(2);
    const [before, after] = [
      batchSchema.parse((await submit({ conferences, externalKey: randomUUID() })).body),
      batchSchema.parse((await submit({ conferences: [...conferences, ...wishes(1)] })).body),
    ];
    await Promise.all([finished(before.id), finished(after.id)]);
    expect((await roomsOf(after.id)).slice(0, 2)).toEqual(await roomsOf(before.id));
    const changed = [{ ...conferences[0], title: "Anders" }];
    const refused = await submit({ conferences: changed });
    expect(problemSchema.parse(refused.body).lines).toEqual([
      { line: 1, field: "externalKey", reason: "key-used" },
    ]);
  });

  it("a repeated request with the same Idempotency-Key is worked off once", async () => {
    const key = { "Idempotency-Key": randomUUID() };
    const body = { conferences: [{ title: "Einmal", encrypted: false }] };
    const first = await submit(body, key);
    const again = await submit(body, key);
    expect(again.headers.get("Idempotency-Replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    const other = await submit({ conferences: [{ title: "Zweimal" }] }, key);
    expect([other.status, problemCode(other)]).toEqual([409, "conflict"]);
    expect(problemCode(await submit(body, { "Idempotency-Key": "a b\u00e4" }))).toBe(
      "invalid-request",
    );
  });

  it.each([
    ["no list", {}],
    ["an empty list", { conferences: [] }],
    ["too many", { conferences: Array.from({ length: 2001 }, () => ({ title: "x" })) }],
  ])("are refused: %s", async (_story, body) => {
    expect(problemCode(await submit(body))).toBe("invalid-request");
  });

  it("are for administrators alone, and nobody else's business", async () => {
    const other = await stack.session(bernd);
    const body = { conferences: wishes(1) };
    expect(problemCode(await stack.ask("POST", PATH, { bearer: other, body }))).toBe("forbidden");
    const { id } = batchSchema.parse((await submit(body)).body);
    for (const path of [`${PATH}/${id}`, `${PATH}/${id}/items`]) {
      expect(problemCode(await stack.ask("GET", path, { bearer: other }))).toBe("not-found");
    }
    for (const act of ["cancel", "retry"]) {
      const answer = await stack.ask("POST", `${PATH}/${id}/${act}`, { bearer: other });
      expect(problemCode(answer)).toBe("not-found");
    }
    expect(problemCode(await stack.ask("GET", `${PATH}?all=true`, { bearer: other }))).toBe(
      "forbidden",
    );
    await finished(id);
  });

  it("are given up when the batch is cancelled, and failed ones are taken up again", async () => {
    const conferences = wishes(30);
    const { id } = batchSchema.parse((await submit({ conferences })).body);
    await until(async () => ((await batch(id)).ready > 0 ? true : undefined));
    await stack.ask("POST", `${PATH}/${id}/cancel`, { bearer });
    const done = await finished(id);
    expect(done.state).toBe("cancelled");
    expect(done.cancelled).toBeGreaterThan(10);
    // What was given up is made when it is wished for again.
    const rest = batchSchema.parse((await submit({ conferences: conferences.slice(28) })).body);
    expect(await finished(rest.id)).toMatchObject({ ready: 2 });
    await pool.query(
      `UPDATE provisionings SET state = 'failed', problem = 'internal', room_id = NULL, sighted_room_id = NULL
       WHERE id = (SELECT provisioning_id FROM conference_batch_items WHERE batch_id = $1 AND number = 1)`,
      [rest.id],
    );
    expect((await batch(rest.id)).failed).toBe(1);
    await stack.ask("POST", `${PATH}/${rest.id}/retry`, { bearer });
    expect(await finished(rest.id)).toMatchObject({ ready: 2, failed: 0 });
  }, 120_000);

  it("none is lost and none made twice when the appservice, the homeserver and the database die", async () => {
    const name = `Absturz ${randomUUID()}`;
    const conferences = wishes(24, name);
    const { id } = batchSchema.parse((await submit({ conferences })).body);
    const ready = (count: number) =>
      until(async () => {
        const now = await batch(id).catch(() => undefined);
        return now !== undefined && now.ready >= count ? true : undefined;
      });
    await ready(2);
    await crash(stack, "appservice");
    await ready(6);
    await crash(stack, "synapse");
    await ready(12);
    // Without its database it goes on asking, instead of dying with it.
    const appservice = await pidOf(stack, "appservice");
    await crash(stack, "postgres");
    expect(await pidOf(stack, "appservice")).toBe(appservice);
    bearer = await until(() => stack.session(admin).catch(() => undefined));
    expect(await finished(id)).toMatchObject({ total: 24, ready: 24, failed: 0 });
    expect((await roomsNamed(name)).toSorted()).toEqual(
      conferences.map(({ title }) => title).toSorted(),
    );
  }, 240_000);
});
