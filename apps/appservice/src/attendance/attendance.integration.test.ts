import {
  agencySettingsAnswerSchema,
  attendanceListSchema,
  joinResponseSchema,
  type AttendanceList,
} from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CallClient } from "../testing/call-client.ts";
import { problemCode, Stack, until, type Answer, type Person } from "../testing/stack.ts";

let stack: Stack;
let chief: Person;
let anna: Person;
let ben: Person;
let roomId: string;
const bearers = new Map<string, string>();

async function ask(
  person: Person,
  method: "GET" | "PUT" | "POST",
  path: string,
  body?: object,
): Promise<Answer> {
  const bearer = bearers.get(person.userId) ?? (await stack.session(person));
  bearers.set(person.userId, bearer);
  const full = path.startsWith("/api")
    ? path
    : `/api/v1/conferences/${encodeURIComponent(roomId)}${path}`;
  return stack.ask(method, full, { bearer, ...(body === undefined ? {} : { body }) });
}

async function allow(allowed: boolean): Promise<void> {
  const answer = await ask(chief, "GET", "/api/v1/agency");
  const { version, off } = agencySettingsAnswerSchema.parse(answer.body);
  const body = { version, off, attendance: { allowed, keepDays: 30 } };
  expect((await ask(chief, "PUT", "/api/v1/agency", body)).status).toBe(200);
}

async function list(): Promise<AttendanceList> {
  return attendanceListSchema.parse((await ask(anna, "GET", "/attendance")).body);
}

async function enter(person: Person): Promise<CallClient> {
  const answer = await ask(person, "POST", "/join", { deviceId: person.deviceId });
  return CallClient.enter(joinResponseSchema.parse(answer.body), person.userId.slice(6, 14));
}

beforeAll(async () => {
  stack = await Stack.open();
  [chief, anna, ben] = await Promise.all([
    stack.administrator(),
    stack.colleague("Anna Leitung"),
    stack.colleague('=Ben "Formel"'),
  ]);
  ({ roomId } = await stack.conference(anna, { invite: [ben.userId] }));
  await stack.joinRoom(ben, roomId);
});
afterAll(() => allow(false));

describe("an attendance list", () => {
  it("is kept only where the agency allows it", async () => {
    await allow(false);
    expect(problemCode(await ask(anna, "PUT", "/attendance", { on: true }))).toBe("forbidden");
    expect(await list()).toEqual({ on: false, people: [] });
  });

  it("says who was there from when to when, and everybody in the room knows that it is kept", async () => {
    await allow(true);
    expect((await ask(anna, "PUT", "/attendance", { on: true })).status).toBe(204);
    const path = `/rooms/${encodeURIComponent(roomId)}/state/chat.plenum.conference/`;
    expect((await stack.matrix(ben, "GET", path)).body).toMatchObject({ attendance: true });
    const client = await enter(ben);
    try {
      await until(async () => (await list()).people[0]);
      const [there] = (await list()).people;
      expect(there).toMatchObject({ userId: ben.userId, way: "account" });
      expect(there?.times).toHaveLength(1);
      expect(there?.times[0]?.until).toBeUndefined();
    } finally {
      client.close();
    }
    await until(async () => (await list()).people[0]?.times[0]?.until);
    const csv = await ask(anna, "GET", "/attendance.csv");
    expect(csv.headers.get("content-type")).toContain("text/csv");
    expect(csv.body).toContain(`"'=Ben ""Formel"""`);
  });

  it("is for moderators, and ends when one of them ends it", async () => {
    const answers = await Promise.all([
      ask(ben, "GET", "/attendance"),
      ask(ben, "GET", "/attendance.csv"),
      ask(ben, "PUT", "/attendance", { on: false }),
      ask(chief, "GET", "/attendance"),
    ]);
    expect(answers.map(problemCode)).toEqual([
      "forbidden",
      "forbidden",
      "forbidden",
      "not-a-member",
    ]);
    expect((await ask(anna, "PUT", "/attendance", { on: false })).status).toBe(204);
    expect(await list()).toMatchObject({ on: false, people: [{ userId: ben.userId }] });
  });
});
