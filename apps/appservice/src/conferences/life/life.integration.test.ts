import {
  BUILT_IN_TEMPLATES,
  conferenceListSchema,
  conferenceRoomSchema,
  repairReportSchema,
  type Closing,
} from "@plenum/model";
import { Pool } from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AuditLog } from "../../audit/audit-log.ts";
import { connectionOf } from "../../database/database.ts";
import { MatrixGateway } from "../../matrix/gateway.ts";
import { RoomAdmin } from "../../matrix/room-admin.ts";
import { ServiceAccount } from "../../matrix/service-account.ts";
import { inMinutes, problemCode, Stack, until, type Person } from "../../testing/stack.ts";
import { LifeStore } from "./life-store.ts";
import { RoomEnds } from "./room-ends.ts";

let stack: Stack;
let pool: Pool;
let gateway: MatrixGateway;
let ends: RoomEnds;
let anna: Person;
let bernd: Person;
beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  gateway = new MatrixGateway(stack.config);
  await gateway.start();
  const log = pino({ level: "silent" });
  const admin = new RoomAdmin(stack.config, new ServiceAccount(stack.config, pool, log));
  const lives = new LifeStore(pool);
  const audit = new AuditLog(pool);
  // The steps that the appservice takes every half minute, without the waiting.
  ends = new RoomEnds({ config: stack.config, pool, lives, gateway, admin, audit, log });
  [anna, bernd] = await Promise.all([stack.colleague(), stack.colleague()]);
});
afterAll(async () => {
  await gateway.stop();
  await pool.end();
});

/** A room whose time is over, closing as given. */
async function overdue(closing: Closing): Promise<{ roomId: string; bearer: string }> {
  const room = await stack.conference(anna, { title: "Vorbei" });
  const settings = {
    ...BUILT_IN_TEMPLATES.meeting,
    expiry: { graceDays: 0, closing, block: true },
  };
  await pool.query(
    `UPDATE conferences SET ends_at = now() - interval '1 minute',
       plan = jsonb_set(plan, '{settings}', $2) WHERE room_id = $1`,
    [room.roomId, JSON.stringify(settings)],
  );
  return room;
}

async function messages(roomId: string): Promise<string> {
  const path = `/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=20`;
  return JSON.stringify((await stack.matrix(anna, "GET", path)).body);
}

async function auditOf(roomId: string): Promise<readonly string[]> {
  const found = await pool.query(
    "SELECT act FROM audit_entries WHERE room_id = $1 ORDER BY number",
    [roomId],
  );
  return found.rows.map((row) => z.object({ act: z.string() }).parse(row).act);
}

const path = (roomId: string, what = "") =>
  `/api/v1/conferences/${encodeURIComponent(roomId)}${what}`;

describe("a room whose time is over", () => {
  it("warns its people, is removed, and takes its guest links along", async () => {
    const { roomId, bearer } = await overdue("delete");
    const { token } = await stack.guestLink(bearer, roomId);
    await ends.run();
    expect(await messages(roomId)).toContain("mit allen Nachrichten gelöscht");
    await ends.run();
    await until(async () => {
      const state = await stack.matrix(anna, "GET", `/rooms/${encodeURIComponent(roomId)}/state`);
      return state.status === 403 || state.status === 404 ? true : undefined;
    });
    const link = await stack.ask("GET", `/api/v1/guest-links/${token}`);
    expect(problemCode(link)).toMatch(/^guest-link-revoked|room-gone$/);
    const admin = await stack.session(await stack.administrator());
    const moved = await stack.ask("PUT", path(roomId, "/end"), {
      bearer: admin,
      body: { endsAt: inMinutes(60) },
    });
    expect(problemCode(moved)).toBe("room-gone");
    expect(await auditOf(roomId)).toContain("conference.closed");
  });

  it("is closed for writing, and opened again by whoever moderates it", async () => {
    const { roomId, bearer } = await overdue("read-only");
    const say = () =>
      stack.matrix(anna, "POST", `/rooms/${encodeURIComponent(roomId)}/send/m.room.message`, {
        msgtype: "m.text",
        body: "Hallo",
      });
    await ends.run();
    await ends.run();
    expect((await say()).status).toBe(403);
    const other = await stack.session(bernd);
    const body = { endsAt: inMinutes(60) };
    expect(problemCode(await stack.ask("PUT", path(roomId, "/end"), { bearer: other, body }))).toBe(
      "forbidden",
    );
    const past = await stack.ask("PUT", path(roomId, "/end"), {
      bearer,
      body: { endsAt: inMinutes(-60) },
    });
    expect(problemCode(past)).toBe("invalid-request");
    const moved = await stack.ask("PUT", path(roomId, "/end"), { bearer, body });
    expect(conferenceRoomSchema.parse(moved.body)).toMatchObject(body);
    expect((await say()).status).toBe(200);
    expect(await messages(roomId)).toContain("Dieser Raum bleibt offen");
    expect(await auditOf(roomId)).toEqual(["conference.closed", "conference.end-moved"]);
  });
});

describe("a room changed by hand", () => {
  it("is mended a moment later, and on demand", async () => {
    const { roomId, bearer } = await stack.conference(anna);
    const levels = z
      .looseObject({ events: z.record(z.string(), z.number()) })
      .parse(await gateway.stateContent(roomId, "m.room.power_levels", ""));
    const state = (type: string, content: object) =>
      stack.matrix(anna, "PUT", `/rooms/${encodeURIComponent(roomId)}/state/${type}/`, content);
    await state("m.room.power_levels", {
      ...levels,
      events: { ...levels.events, "org.matrix.msc3401.call.member": 50, "m.room.name": 50 },
    });
    await state("m.room.join_rules", { join_rule: "public" });
    await until(async () => {
      const rule = await gateway.stateContent(roomId, "m.room.join_rules", "");
      return JSON.stringify(rule).includes("invite") ? true : undefined;
    });
    expect(await gateway.stateContent(roomId, "m.room.power_levels", "")).toMatchObject({
      events: { "org.matrix.msc3401.call.member": 0, "m.room.name": 50 },
    });
    await until(async () => {
      const acts = await auditOf(roomId);
      return acts.includes("conference.repaired") ? true : undefined;
    });
    const report = await stack.ask("POST", path(roomId, "/repair"), { bearer });
    expect(repairReportSchema.parse(report.body)).toEqual({ found: [], mended: [] });
    const other = await stack.session(bernd);
    const refused = await stack.ask("POST", path(roomId, "/repair"), { bearer: other });
    expect(problemCode(refused)).toBe("forbidden");
  });

  it("and replaced by another one takes everything along", async () => {
    const { roomId, bearer } = await stack.conference(anna, { title: "Neubau", encrypted: true });
    const { token } = await stack.guestLink(bearer, roomId);
    const answer = await stack.ask("POST", path(roomId, "/upgrade"), { bearer, body: {} });
    const { roomId: after } = z.object({ roomId: z.string() }).parse(answer.body);
    expect(after).not.toBe(roomId);
    await stack.joinRoom(anna, after);
    const list = conferenceListSchema.parse(
      (await stack.ask("GET", "/api/v1/conferences", { bearer })).body,
    );
    const rooms = new Set(list.conferences.map((room) => room.roomId));
    expect([rooms.has(roomId), rooms.has(after)]).toEqual([false, true]);
    expect(await gateway.stateContent(after, "chat.plenum.conference", "")).toMatchObject({
      title: "Neubau",
    });
    expect(await gateway.stateContent(after, "m.room.encryption", "")).toMatchObject({
      algorithm: "m.megolm.v1.aes-sha2",
    });
    const guest = await stack.guest(token, "Gabi Gast");
    expect(guest.roomId).toBe(after);
  });
});
