import { createHash } from "node:crypto";
import { auditEntrySchema, auditText, type AuditEntry } from "@plenum/model";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { connectionOf } from "../database/database.ts";
import { problemCode, Stack, type Person } from "../testing/stack.ts";
import { AuditedEvents } from "./audited-events.ts";
import { AuditLog } from "./audit-log.ts";
import { asCsv } from "./export.ts";

let stack: Stack;
let pool: Pool;
let admin: string;
let anna: Person;
let annaBearer: string;
let roomId: string;

beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  admin = await stack.session(await stack.administrator());
  anna = await stack.colleague();
  ({ roomId, bearer: annaBearer } = await stack.conference(anna));
});
afterAll(() => pool.end());

const entriesOf = (body: unknown): AuditEntry[] =>
  z.object({ entries: z.array(auditEntrySchema) }).parse(body).entries;

describe("the audit log", () => {
  it("is append-only in the database", async () => {
    for (const sql of [
      "UPDATE audit_entries SET actor = 'x'",
      "DELETE FROM audit_entries",
      "TRUNCATE audit_entries",
    ]) {
      await expect(pool.query(sql)).rejects.toThrow("append-only");
    }
  });

  it("is one chain, however many write at once, and an event is in it once", async () => {
    const log = new AuditLog(pool);
    const other = new AuditedEvents(pool, log, "@bot:x.example");
    const event = {
      type: "m.room.name",
      event_id: `$${crypto.randomUUID()}`,
      room_id: roomId,
      sender: anna.userId,
      state_key: "",
      content: {},
    };
    await Promise.all([
      ...Array.from({ length: 12 }, (_, index) =>
        log.record({ actor: "system", act: "test.done", roomId, details: { index } }),
      ),
      other.handle(event),
      other.handle(event),
      other.handle(event),
    ]);
    const found = await log.read({ roomId, limit: 500 });
    expect(found.filter(({ act }) => act === "test.done")).toHaveLength(12);
    expect(found.filter(({ act }) => act === "room.changed")).toHaveLength(1);
    expect(await log.verify()).toBeUndefined();
  });

  it("tells who has read it, lets moderators read that of their room, and nobody else any", async () => {
    const path = `/api/v1/audit?roomId=${encodeURIComponent(roomId)}`;
    const own = await stack.ask("GET", path, { bearer: annaBearer });
    expect(entriesOf(own.body).every((entry) => entry.roomId === roomId)).toBe(true);
    expect(problemCode(await stack.ask("GET", "/api/v1/audit", { bearer: annaBearer }))).toBe(
      "forbidden",
    );
    const stranger = await stack.session(await stack.colleague());
    expect(problemCode(await stack.ask("GET", path, { bearer: stranger }))).toBe("forbidden");
    const read = await stack.ask("GET", `${path}&act=audit.read&limit=1`, { bearer: admin });
    expect(entriesOf(read.body)).toMatchObject([{ act: "audit.read", actor: anna.userId, roomId }]);
    const none = await stack.ask("GET", `${path}&to=2020-01-01T00:00:00Z`, { bearer: admin });
    expect(entriesOf(none.body)).toEqual([]);
  });

  it("is exported so that anybody can recompute the chain", async () => {
    const url = new URL("/api/v1/audit/export.jsonl", stack.config.publicUrl);
    const answer = await fetch(url, { headers: { authorization: `Bearer ${admin}` } });
    expect(answer.headers.get("content-type")).toContain("application/jsonl");
    const lines = (await answer.text()).trimEnd().split("\n");
    const entries = lines.map((line) => auditEntrySchema.parse(JSON.parse(line)));
    let previous = "0".repeat(64);
    for (const { hash, ...rest } of entries) {
      expect(rest.previous).toBe(previous);
      expect(createHash("sha256").update(auditText(rest)).digest("hex")).toBe(hash);
      previous = hash;
    }
    expect(entries.map(({ act }) => act)).toContain("audit.exported");
    const noted = entries.at(-1);
    const check = `/api/v1/audit/verification?number=${noted?.number}&hash=`;
    const verified = async (hash: string) =>
      (await stack.ask("GET", check + hash, { bearer: admin })).body;
    expect(await verified(noted?.hash ?? "")).toMatchObject({ intact: true, noted: true });
    expect(await verified("0".repeat(64))).toMatchObject({ intact: false, noted: false });
    const others = await stack.ask("GET", check + noted?.hash, { bearer: annaBearer });
    expect(problemCode(others)).toBe("forbidden");
  });

  it("is a table in which nothing runs as a formula", async () => {
    const entry = auditEntrySchema.parse({
      number: 1,
      at: "2026-12-01T09:00:00.000Z",
      actor: '=HYPERLINK("x")',
      act: "test.done",
      subject: "@anna:a.example",
      details: { text: 'a"b,c\n' },
      previous: "0".repeat(64),
      hash: "1".repeat(64),
    });
    async function* one(): AsyncGenerator<AuditEntry> {
      yield await Promise.resolve(entry);
    }
    const lines: string[] = [];
    for await (const line of asCsv(one())) lines.push(line);
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
    expect(lines[1]).toContain("'@anna:a.example");
  });

  it("finds what an owner of the database has changed behind its back", async () => {
    // In a schema of its own, so that the log of the installation stays whole.
    const schema = `tampered_${Date.now()}`;
    const own = new Pool({ ...connectionOf(stack.config), options: `-c search_path=${schema}` });
    try {
      await own.query(`CREATE SCHEMA ${schema}`);
      await own.query(
        `CREATE TABLE ${schema}.audit_entries (LIKE public.audit_entries INCLUDING ALL)`,
      );
      const log = new AuditLog(own);
      for (const index of [1, 2, 3, 4]) {
        await log.record({ actor: "system", act: "test.done", details: { index } });
      }
      expect(await log.verify()).toBeUndefined();
      await own.query("UPDATE audit_entries SET actor = '@other:x.example' WHERE number = 2");
      expect(await log.verify()).toBe(2);
      await own.query("UPDATE audit_entries SET actor = 'system' WHERE number = 2");
      expect(await log.verify()).toBeUndefined();
      await own.query("DELETE FROM audit_entries WHERE number = 3");
      expect(await log.verify()).toBe(4);
    } finally {
      await own.query(`DROP SCHEMA ${schema} CASCADE`);
      await own.end();
    }
  });
});

describe("a report", () => {
  it("reaches moderators and administrators, and not whom it is about", async () => {
    const [ben, cem] = await Promise.all([stack.colleague(), stack.colleague()]);
    const own = await stack.conference(anna, { invite: [ben.userId, cem.userId] });
    await stack.joinRoom(ben, own.roomId);
    const body = { roomId: own.roomId, userId: anna.userId, reason: "Beleidigung", eventId: "$x" };
    const report = (bearer: string, change: object = {}) =>
      stack.ask("POST", "/api/v1/reports", { bearer, body: { ...body, ...change } });
    const cemBearer = await stack.session(cem);
    expect(problemCode(await report(cemBearer))).toBe("not-a-member");
    const bearer = await stack.session(ben);
    expect(problemCode(await report(bearer, { reason: "  " }))).toBe("invalid-request");
    expect(problemCode(await report(bearer, { kind: "boring" }))).toBe("invalid-request");
    // A kind may stand alone.
    const short = await report(bearer, { userId: cem.userId, kind: "false-name", reason: "" });
    expect(short.status).toBe(201);
    const made = await report(bearer);
    expect(made.status).toBe(201);
    const { id } = made.body as { id: string };
    const list = (who: string) =>
      stack.ask("GET", `/api/v1/reports?roomId=${encodeURIComponent(own.roomId)}`, { bearer: who });
    // Moderators see what is about others.
    expect((await list(annaBearer)).body).toMatchObject({
      reports: [{ userId: cem.userId, kind: "false-name", reason: "" }],
    });
    expect(problemCode(await list(bearer))).toBe("forbidden");
    expect((await list(admin)).body).toMatchObject({
      reports: [
        { id, reporter: ben.userId, kind: "other", reason: "Beleidigung", eventId: "$x" },
        { userId: cem.userId },
      ],
    });
    const done = `/api/v1/reports/${id}/done`;
    expect(problemCode(await stack.ask("POST", done, { bearer: annaBearer }))).toBe("forbidden");
    expect((await stack.ask("POST", done, { bearer: admin })).body).toMatchObject({ id });
    expect(problemCode(await stack.ask("POST", done, { bearer: admin }))).toBe("conflict");
    expect((await list(admin)).body).toMatchObject({ reports: [{ userId: cem.userId }] });
    const log = await stack.ask("GET", `/api/v1/audit?roomId=${encodeURIComponent(own.roomId)}`, {
      bearer: admin,
    });
    expect(JSON.stringify(log.body)).not.toContain("Beleidigung");
    expect(entriesOf(log.body).map(({ act }) => act)).toEqual(
      expect.arrayContaining(["report.made", "report.read", "report.done"]),
    );
  });
});
