import {
  BUILT_IN_TEMPLATES,
  meetingSchema,
  type ChangeMeetingRequest,
  type Closing,
  type CreateMeetingRequest,
  type Meeting,
} from "@plenum/model";
import { Pool } from "pg";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { AuditLog } from "../audit/audit-log.ts";
import { LifeStore } from "../conferences/life/life-store.ts";
import { RoomEnds } from "../conferences/life/room-ends.ts";
import { connectionOf } from "../database/database.ts";
import { MatrixGateway } from "../matrix/gateway.ts";
import { RoomAdmin } from "../matrix/room-admin.ts";
import { ServiceAccount } from "../matrix/service-account.ts";
import { inMinutes, Stack, until, type Person } from "../testing/stack.ts";
import { MeetingRoomEnd } from "./room-end.ts";
import { MeetingStore } from "./meeting-store.ts";

const YEAR = new Date().getUTCFullYear() + 1;
const log = pino({ level: "silent" });

let stack: Stack;
let pool: Pool;
let gateway: MatrixGateway;
let ends: RoomEnds;
let anna: Person;
let bearer: string;
beforeAll(async () => {
  stack = await Stack.open();
  pool = new Pool(connectionOf(stack.config));
  gateway = new MatrixGateway(stack.config);
  await gateway.start();
  ends = endsWith(new LifeStore(pool));
  anna = await stack.colleague("Anna Schmidt");
  bearer = await stack.session(anna);
});
afterAll(async () => {
  await gateway.stop();
  await pool.end();
});

/** The steps that the appservice takes every half minute, without the waiting. */
function endsWith(lives: LifeStore): RoomEnds {
  const admin = new RoomAdmin(stack.config, new ServiceAccount(stack.config, pool, log));
  return new RoomEnds({
    config: stack.config,
    pool,
    lives,
    gateway,
    admin,
    audit: new AuditLog(pool),
    log,
  });
}

type WithRoom = Meeting & { readonly roomId: string };

async function schedule(wish: Partial<CreateMeetingRequest> = {}): Promise<WithRoom> {
  const answer = await stack.ask("POST", "/api/v1/meetings", {
    bearer,
    body: {
      title: "Jour fixe",
      start: `${YEAR}-03-01T09:30`,
      minutes: 60,
      timeZone: "Europe/Berlin",
      encrypted: false,
      ...wish,
    },
  });
  const { id } = meetingSchema.parse(answer.body);
  const meeting = await until(async () => {
    const { roomId, ...rest } = await read(id);
    return roomId === undefined ? undefined : { ...rest, roomId };
  });
  await stack.joinRoom(anna, meeting.roomId);
  return meeting;
}

async function read(id: string): Promise<Meeting> {
  const answer = await stack.ask("GET", `/api/v1/meetings/${id}`, { bearer });
  return meetingSchema.parse(answer.body);
}

async function change({ id }: Meeting, wish: Partial<ChangeMeetingRequest>): Promise<void> {
  const { version } = await read(id);
  const body = { version, ...wish };
  const answer = await stack.ask("PATCH", `/api/v1/meetings/${id}`, { bearer, body });
  expect(answer.status).toBe(200);
}

async function cancel({ id }: Meeting): Promise<void> {
  await stack.ask("POST", `/api/v1/meetings/${id}/cancel`, { bearer, body: {} });
}

const rowSchema = z.object({
  ends_at: z.date().nullable(),
  closed_at: z.date().nullable(),
  told: z.string(),
});

async function roomRow(roomId: string): Promise<z.infer<typeof rowSchema>> {
  const found = await pool.query(
    "SELECT ends_at, closed_at, told FROM conferences WHERE room_id = $1",
    [roomId],
  );
  return rowSchema.parse(found.rows[0]);
}

/** Waits until a room ends at a moment. @param end ISO 8601; null for no end */
async function endsAt(roomId: string, end: string | null): Promise<void> {
  await until(async () => {
    const { ends_at: now } = await roomRow(roomId);
    return (now?.toISOString() ?? null) === end ? true : undefined;
  });
}

/** Waits until the room shows everything about its meeting. */
async function settled({ id }: Meeting): Promise<void> {
  await until(async () => {
    const found = await pool.query(
      "SELECT 1 FROM meetings WHERE id = $1 AND settled_version = version",
      [id],
    );
    return found.rowCount === 1 ? true : undefined;
  });
}

async function closing(roomId: string, how: Closing, graceDays = 0): Promise<void> {
  const settings = {
    ...BUILT_IN_TEMPLATES.meeting,
    expiry: { graceDays, closing: how, block: true },
  };
  await pool.query(
    "UPDATE conferences SET plan = jsonb_set(plan, '{settings}', $2) WHERE room_id = $1",
    [roomId, JSON.stringify(settings)],
  );
}

async function notices(roomId: string): Promise<readonly string[]> {
  const path = `/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=50`;
  const chunk = z.object({ chunk: z.array(z.looseObject({ content: z.looseObject({}) })) });
  const body = z.looseObject({ msgtype: z.literal("m.notice"), body: z.string() });
  const { body: answer } = await stack.matrix(anna, "GET", path);
  return chunk
    .parse(answer)
    .chunk.map(({ content }) => body.safeParse(content))
    .flatMap((each) => (each.success ? [each.data.body] : []));
}

/** The wall time in UTC some minutes from now. */
const utc = (minutes: number): string => inMinutes(minutes).slice(0, 16);
const inUtc = { timeZone: "UTC", minutes: 30 } as const;

describe("the room of a meeting", () => {
  it("ends with it, moves with it, and has no end with a series without one", async () => {
    const meeting = await schedule();
    const { roomId } = meeting;
    await endsAt(roomId, `${YEAR}-03-01T09:30:00.000Z`);
    await change(meeting, { start: `${YEAR}-04-01T09:30`, minutes: 90 });
    await endsAt(roomId, `${YEAR}-04-01T09:00:00.000Z`);
    await change(meeting, { recurrence: { frequency: "weekly", count: 3 } });
    await endsAt(roomId, `${YEAR}-04-15T09:00:00.000Z`);
    await change(meeting, { original: `${YEAR}-04-15T09:30`, start: `${YEAR}-05-02T09:30` });
    await endsAt(roomId, `${YEAR}-05-02T09:00:00.000Z`);
    await change(meeting, { recurrence: { frequency: "weekly" } });
    await endsAt(roomId, null);
    await cancel(meeting);
    const { ends_at: end } = await until(async () => {
      const row = await roomRow(roomId);
      return row.ends_at === null ? undefined : row;
    });
    expect(end?.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it("keeps the end that a moderator gave it until the meeting gets other times", async () => {
    const meeting = await schedule();
    const { roomId } = meeting;
    await settled(meeting);
    const path = `/api/v1/conferences/${encodeURIComponent(roomId)}/end`;
    const byHand = new Date(`${YEAR}-07-01T12:00:00.000Z`).toISOString();
    await stack.ask("PUT", path, { bearer, body: { endsAt: byHand } });
    await change(meeting, { title: "Anders" });
    await settled(meeting);
    expect((await roomRow(roomId)).ends_at?.toISOString()).toBe(byHand);
    await change(meeting, { start: `${YEAR}-03-02T09:30` });
    await endsAt(roomId, `${YEAR}-03-02T09:30:00.000Z`);
  });

  it("is closed after a cancellation, with notices; a meeting yet to come in it keeps it open", async () => {
    const meeting = await schedule();
    const { roomId } = meeting;
    await closing(roomId, "read-only");
    const second = await schedule({ roomId, title: "Noch eine" });
    await cancel(meeting);
    await settled(meeting);
    await ends.run();
    expect(await roomRow(roomId)).toMatchObject({ told: "nothing", closed_at: null });
    await cancel(second);
    await until(async () => {
      await ends.run();
      return (await roomRow(roomId)).closed_at ?? undefined;
    });
    expect((await notices(roomId)).join("\n")).toContain("Dieser Raum ist geschlossen");
  });

  it("is opened again where the meeting goes on, and its guests get in again", async () => {
    const meeting = await schedule({ ...inUtc, start: utc(-60) });
    const { roomId } = meeting;
    await settled(meeting);
    await closing(roomId, "read-only");
    const { token } = await stack.guestLink(bearer, roomId);
    const guest = await stack.guest(token, "Gabi Gast");
    await until(async () => {
      // Two processes that close it at the same time close it once.
      await Promise.all([ends.run(), ends.run()]);
      return (await roomRow(roomId)).closed_at ?? undefined;
    });
    // Guests' sessions end with the room.
    await until(async () => {
      const { status } = await stack.matrix(guest, "GET", "/account/whoami");
      return status === 401 ? true : undefined;
    });
    await change(meeting, { title: "Nur ein anderer Titel" });
    await settled(meeting);
    expect((await roomRow(roomId)).closed_at).not.toBeNull();
    await change(meeting, { start: utc(60) });
    await until(async () => ((await roomRow(roomId)).closed_at === null ? true : undefined));
    expect((await notices(roomId)).join("\n")).toContain("Dieser Raum bleibt offen");
    expect((await stack.enter(token, "Gabi Gast")).status).toBe(201);
  });

  it("that was deleted is replaced by another one where the meeting goes on", async () => {
    const meeting = await schedule({ ...inUtc, start: utc(-60) });
    const { roomId } = meeting;
    await settled(meeting);
    await closing(roomId, "delete");
    await until(async () => {
      await ends.run();
      return (await roomRow(roomId)).closed_at ?? undefined;
    });
    await change(meeting, { start: utc(60) });
    const now = await until(async () => {
      const { roomId: other } = await read(meeting.id);
      return other === undefined || other === roomId ? undefined : other;
    });
    await stack.joinRoom(anna, now);
    expect((await roomRow(now)).closed_at).toBeNull();
  });
});

/** Dies once just before the new end is written down, after people were told of it. */
class DyingStore extends LifeStore {
  private died = false;

  override async moveEnd(...change: Parameters<LifeStore["moveEnd"]>): Promise<void> {
    if (this.died) return super.moveEnd(...change);
    this.died = true;
    throw new Error("killed");
  }
}

describe("whoever is killed between telling of an end and writing it down", () => {
  it("loses nothing: the next one tells it again, and the room shows it once", async () => {
    const meeting = await schedule();
    const { roomId } = meeting;
    await settled(meeting);
    await endsAt(roomId, `${YEAR}-03-01T09:30:00.000Z`);
    await pool.query(
      `UPDATE conferences SET told = 'over', told_at = now(), ends_at = now(), meeting_end = now()
       WHERE room_id = $1`,
      [roomId],
    );
    const lives = new DyingStore(pool);
    const store = new MeetingStore(pool);
    const roomEnd = new MeetingRoomEnd({ store, lives, ends: endsWith(lives) });
    const stored = await store.find(meeting.id);
    if (stored === undefined) throw new Error("no meeting");
    await expect(roomEnd.bringUpToDate(stored, roomId)).rejects.toThrow("killed");
    expect(await roomRow(roomId)).toMatchObject({ told: "over" });
    expect(await roomEnd.bringUpToDate(stored, roomId)).toBe(true);
    await endsAt(roomId, `${YEAR}-03-01T09:30:00.000Z`);
    const told = (await notices(roomId)).filter((text) => text.includes("bleibt offen"));
    expect(told).toHaveLength(1);
  });
});
