import {
  calendarFeedSchema,
  CONFERENCE_EVENT,
  meetingSchema,
  occurrenceListSchema,
  publicConfigSchema,
  type ChangeMeetingRequest,
  type CreateMeetingRequest,
  type Meeting,
} from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { problemCode, Stack, until, type Answer, type Person } from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let bernd: Person;
let clara: Person;
const bearers = new Map<string, string>();
beforeAll(async () => {
  stack = await Stack.open();
  [anna, bernd, clara] = await Promise.all([
    stack.colleague("Anna Schmidt"),
    stack.colleague("Bernd Vogel"),
    stack.colleague("Clara Wirth"),
  ]);
  for (const person of [anna, bernd, clara]) {
    bearers.set(person.userId, await stack.session(person));
  }
});

const YEAR = new Date().getUTCFullYear() + 1;

function ask(
  person: Person,
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
): Promise<Answer> {
  const bearer = bearers.get(person.userId) ?? "";
  return stack.ask(method, `/api/v1${path}`, { bearer, ...(body === undefined ? {} : { body }) });
}

async function schedule(wish: Partial<CreateMeetingRequest> = {}): Promise<Meeting> {
  const answer = await ask(anna, "POST", "/meetings", {
    title: "Jour fixe",
    start: `${YEAR}-03-01T09:30`,
    minutes: 60,
    timeZone: "Europe/Berlin",
    encrypted: false,
    people: [{ userId: bernd.userId }],
    ...wish,
  });
  expect([answer.status, answer.body]).toMatchObject([201, {}]);
  return meetingSchema.parse(answer.body);
}

async function read(person: Person, id: string): Promise<Meeting> {
  return meetingSchema.parse((await ask(person, "GET", `/meetings/${id}`)).body);
}

function withRoom(id: string): Promise<Meeting & { roomId: string }> {
  return until(async () => {
    const meeting = await read(anna, id);
    const { roomId } = meeting;
    return roomId === undefined ? undefined : { ...meeting, roomId };
  });
}

function state(roomId: string, type: string, key = ""): Promise<unknown> {
  const path = `/rooms/${encodeURIComponent(roomId)}/state/${type}/${encodeURIComponent(key)}`;
  return stack.matrix(anna, "GET", path).then((answer) => answer.body);
}

function change(meeting: Meeting, wish: Partial<ChangeMeetingRequest>): Promise<Answer> {
  return ask(anna, "PATCH", `/meetings/${meeting.id}`, { version: meeting.version, ...wish });
}

describe("a meeting", () => {
  it("gets a room with its title and times, the people in it, and a message", async () => {
    const made = await schedule({ title: "Jour\r\nfixe \u202Eevil", lobby: true });
    expect(made).toMatchObject({ title: "Jour fixe evil", version: 1, mayChange: true });
    const { roomId } = await withRoom(made.id);
    await stack.joinRoom(anna, roomId);
    const content = await until(async () => {
      const seen = z
        .looseObject({ starts_at: z.string() })
        .safeParse(await state(roomId, CONFERENCE_EVENT));
      return seen.success ? seen.data : undefined;
    });
    expect(content).toMatchObject({
      title: "Jour fixe evil",
      starts_at: `${YEAR}-03-01T08:30:00Z`,
      ends_at: `${YEAR}-03-01T09:30:00Z`,
      lobby: true,
    });
    expect(await state(roomId, "m.room.join_rules")).toEqual({ join_rule: "knock" });
    expect(await state(roomId, "m.room.member", bernd.userId)).toMatchObject({
      membership: "invite",
    });
    const message = await until(async () => (await noticesIn(roomId))[0]);
    expect(message).toContain("Jour fixe evil");
    expect((await read(bernd, made.id)).people).toMatchObject([
      { userId: bernd.userId, name: "Bernd Vogel", answer: "open" },
    ]);
  });

  it("is made once for the same key, and not for another wish", async () => {
    const externalKey = `key-${anna.userId}`;
    const first = await schedule({ externalKey });
    const body = {
      title: "Jour fixe",
      start: `${YEAR}-03-01T09:30`,
      minutes: 60,
      timeZone: "Europe/Berlin",
      encrypted: false,
      people: [{ userId: bernd.userId }],
      externalKey,
    };
    const again = await ask(anna, "POST", "/meetings", body);
    expect([again.status, meetingSchema.parse(again.body).id]).toEqual([200, first.id]);
    const other = await ask(anna, "POST", "/meetings", { ...body, title: "Anderes" });
    expect(problemCode(other)).toBe("conflict");
  });

  it.each<[string, Partial<CreateMeetingRequest>]>([
    ["a time zone that nobody knows", { timeZone: "Europe/Bonn-Mitte" }],
    ["a time zone with a line of its own", { timeZone: "Europe/Berlin\r\nX:1" }],
    ["a day that there is not", { start: `${YEAR}-02-30T09:00` }],
    ["a rule that gives no day", { recurrence: { frequency: "daily", until: "2020-01-01" } }],
    ["people of a server that is not trusted", { people: [{ userId: "@eve:evil.example" }] }],
    ["a title of controls", { title: "\u0007\u202E" }],
  ])("is not made from %s", async (_what, wish) => {
    const answer = await ask(anna, "POST", "/meetings", {
      title: "Probe",
      start: `${YEAR}-03-01T09:30`,
      minutes: 60,
      timeZone: "Europe/Berlin",
      ...wish,
    });
    expect(problemCode(answer)).toBe("invalid-request");
  });

  it("is nobody's business who is not invited", async () => {
    const { id, version } = await schedule();
    const answers = await Promise.all([
      ask(clara, "GET", `/meetings/${id}`),
      ask(clara, "GET", `/meetings/${id}/invitation.ics`),
      ask(clara, "PATCH", `/meetings/${id}`, { version, title: "Meins" }),
      ask(clara, "POST", `/meetings/${id}/cancel`, {}),
      ask(clara, "POST", `/meetings/${id}/answer`, { answer: "accepted" }),
      ask(anna, "GET", "/meetings/00000000-0000-4000-8000-000000000000"),
      ask(bernd, "PATCH", `/meetings/${id}`, { version, title: "Meins" }),
      ask(bernd, "POST", `/meetings/${id}/cancel`, {}),
      ask(anna, "POST", `/meetings/${id}/answer`, { answer: "accepted" }),
    ]);
    expect(answers.map(problemCode)).toEqual([
      ...Array.from({ length: 6 }, () => "not-found"),
      ...Array.from({ length: 3 }, () => "forbidden"),
    ]);
  });

  it("is changed by one of two who do so at once", async () => {
    const meeting = await schedule();
    const answers = await Promise.all([
      change(meeting, { title: "Der eine" }),
      change(meeting, { title: "Die andere" }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const after = await read(anna, meeting.id);
    expect(after.version).toBe(2);
    const winner = answers.find(({ status }) => status === 200);
    expect(meetingSchema.parse(winner?.body).title).toBe(after.title);
  });

  it("leaves those who are taken off it", async () => {
    const meeting = await withRoom((await schedule()).id);
    await stack.joinRoom(anna, meeting.roomId);
    await stack.joinRoom(bernd, meeting.roomId);
    expect((await change(meeting, { people: [{ userId: clara.userId }] })).status).toBe(200);
    expect(problemCode(await ask(bernd, "GET", `/meetings/${meeting.id}`))).toBe("not-found");
    expect((await read(clara, meeting.id)).ownAnswer).toBe("open");
    await until(async () => {
      const members = await Promise.all(
        [bernd, clara].map((person) => state(meeting.roomId, "m.room.member", person.userId)),
      );
      const [first, second] = z
        .array(z.looseObject({ membership: z.string().optional() }))
        .parse(members);
      return first?.membership === "leave" && second?.membership === "invite" ? true : undefined;
    });
  });
});

describe("a series", () => {
  const weekly = {
    start: `${YEAR}-03-01T09:30`,
    recurrence: { frequency: "weekly", count: 6 },
  } as const;
  const window = `from=${YEAR}-02-01T00:00:00Z&to=${YEAR}-06-01T00:00:00Z`;

  async function listed(person: Person, id: string): Promise<readonly string[]> {
    const list = await ask(person, "GET", `/meetings?${window}`);
    return occurrenceListSchema
      .parse(list.body)
      .occurrences.filter(({ meetingId }) => meetingId === id)
      .map((each) => `${each.startsAt}${each.cancelled ? " cancelled" : ""}`);
  }

  it("stays at half past nine when the clocks change, moved and cancelled dates included", async () => {
    const made = await schedule(weekly);
    const [first = "", second = "", third = "", ...more] = await listed(bernd, made.id);
    expect(more).toHaveLength(3);
    const hours = [first, second, third, ...more].map((each) => each.slice(11, 16));
    expect(new Set(hours)).toEqual(new Set(["08:30", "07:30"]));
    const moved = await change(made, {
      original: nameOf(first),
      start: `${nameOf(first).slice(0, 10)}T11:00`,
      title: "Klausur",
    });
    expect(meetingSchema.parse(moved.body).exceptions).toHaveLength(1);
    await ask(anna, "POST", `/meetings/${made.id}/cancel`, { original: nameOf(second) });
    expect(await listed(bernd, made.id)).toEqual([
      `${first.slice(0, 10)}T10:00:00Z`,
      `${second} cancelled`,
      third,
      ...more,
    ]);
    const wrong = await change(await read(anna, made.id), { original: `${YEAR}-03-02T09:30` });
    expect(problemCode(wrong)).toBe("not-found");
  });

  it("is answered as a whole and for single dates; another time asks again", async () => {
    const made = await schedule(weekly);
    const [first = ""] = await listed(bernd, made.id);
    const original = `${first.slice(0, 10)}T09:30`;
    await ask(bernd, "POST", `/meetings/${made.id}/answer`, { answer: "accepted" });
    await ask(bernd, "POST", `/meetings/${made.id}/answer`, { answer: "declined", original });
    const list = occurrenceListSchema.parse((await ask(bernd, "GET", `/meetings?${window}`)).body);
    const own = list.occurrences.filter(({ meetingId }) => meetingId === made.id);
    expect(own.map(({ ownAnswer }) => ownAnswer).slice(0, 2)).toEqual(["declined", "accepted"]);
    expect(await read(bernd, made.id)).toMatchObject({
      ownAnswer: "accepted",
      ownAnswers: [{ original, answer: "declined" }],
    });
    expect((await read(anna, made.id)).ownAnswers).toBeUndefined();
    await change(made, { start: `${YEAR}-03-01T10:00` });
    // What is left out of a change stays as it is, the people first of all.
    const { title, encrypted, recurrence, places } = made;
    expect(await read(bernd, made.id)).toMatchObject({
      title,
      encrypted,
      recurrence,
      places,
      people: [{ userId: bernd.userId }],
      start: `${first.slice(0, 10)}T10:00`,
      ownAnswer: "open",
    });
    const wrong = await ask(bernd, "POST", `/meetings/${made.id}/answer`, {
      answer: "accepted",
      original,
    });
    expect(problemCode(wrong)).toBe("not-found");
  });

  it("is cancelled once, says so in the room, and is not changed any more", async () => {
    const made = await withRoom((await schedule(weekly)).id);
    await stack.joinRoom(anna, made.roomId);
    const cancelled = await ask(anna, "POST", `/meetings/${made.id}/cancel`, { reason: "Ferien" });
    const again = await ask(anna, "POST", `/meetings/${made.id}/cancel`, {});
    expect([cancelled, again].map(({ body }) => meetingSchema.parse(body).version)).toEqual([2, 2]);
    expect(problemCode(await change(made, { version: 2, title: "Doch" }))).toBe("conflict");
    await until(async () => {
      const notices = await noticesIn(made.roomId);
      return notices.some((body) => /abgesagt|cancelled/.test(body)) ? true : undefined;
    });
  });
});

describe("a calendar feed", () => {
  it("is read under a secret address, until there is another or none", async () => {
    const { id } = await schedule({ title: "Im Kalender", description: "Vertraulich" });
    const made = await ask(bernd, "POST", "/calendar-feed");
    const { url = "" } = calendarFeedSchema.parse(made.body);
    const first = await fetchFeed(url);
    const text = await first.text();
    expect(first.headers.get("content-type")).toContain("text/calendar");
    expect(text).toContain("SUMMARY:Im Kalender");
    expect(text).toContain(`UID:${id}`);
    expect(text).not.toContain("Vertraulich");
    expect((await fetchFeed(url, first.headers.get("etag") ?? "")).status).toBe(304);
    const about = calendarFeedSchema.parse((await ask(bernd, "GET", "/calendar-feed")).body);
    expect(about.url).toBeUndefined();
    expect(about.lastReadAt).toBeDefined();
    const second = calendarFeedSchema.parse((await ask(bernd, "POST", "/calendar-feed")).body);
    expect((await fetchFeed(url)).status).toBe(404);
    expect((await fetchFeed(second.url ?? "")).status).toBe(200);
    expect((await ask(bernd, "DELETE", "/calendar-feed")).status).toBe(204);
    expect((await fetchFeed(second.url ?? "")).status).toBe(404);
  });
});

describe("the installation", () => {
  it("says whether it sends mails and has telephone numbers", async () => {
    const config = publicConfigSchema.parse((await stack.ask("GET", "/api/v1/config")).body);
    expect(config.meetings).toEqual({
      mail: stack.config.mail !== undefined,
      phone: stack.config.dialIn !== undefined,
    });
  });
});

async function noticesIn(roomId: string): Promise<readonly string[]> {
  const path = `/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=50`;
  const answer = z
    .looseObject({
      chunk: z.array(
        z.looseObject({
          type: z.string(),
          content: z.looseObject({ body: z.string().optional() }),
        }),
      ),
    })
    .parse((await stack.matrix(anna, "GET", path)).body);
  return answer.chunk.flatMap(({ type, content }) =>
    type === "m.room.message" && content.body !== undefined ? [content.body] : [],
  );
}

async function fetchFeed(url: string, etag?: string): Promise<Response> {
  const headers = etag === undefined ? {} : { "if-none-match": etag };
  return fetch(url, { headers: { connection: "close", ...headers } });
}

/** Name of an occurrence at half past nine. */
function nameOf(startsAt: string): string {
  return `${startsAt.slice(0, 10)}T09:30`;
}
