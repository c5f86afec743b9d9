import { randomUUID } from "node:crypto";
import {
  controlConferencesSchema,
  FLOOR_EVENT,
  floorContentSchema,
  HAND_EVENT,
  joinResponseSchema,
  SPEAKING_COMMAND_EVENT,
  speakingLogSchema,
  type FloorContent,
  type GivenRole,
  type SpeakingCommand,
  type SpeechKind,
} from "@plenum/model";
import { decodeJwt, SignJWT } from "jose";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { CallClient } from "../testing/call-client.ts";
import { killPart } from "../testing/parts.ts";
import { problemCode, Stack, until, type Person } from "../testing/stack.ts";

let stack: Stack;
let anna: Person;
let ben: Person;
let cem: Person;
let dora: Person;
/** Somebody on the telephone. */
const phone = { userId: `@${randomUUID().slice(0, 8)}:phone.invalid` };
const clients: CallClient[] = [];
beforeAll(async () => {
  stack = await Stack.open();
  [anna, ben, cem, dora] = await Promise.all([
    stack.colleague("Anna Vorsitz"),
    stack.colleague("=HYPERLINK(Ben)"),
    stack.colleague("Cem"),
    stack.colleague("Dora"),
  ]);
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

const sent = z.object({ event_id: z.string() });

/** A conference room with its people, as they use it. */
class Meeting {
  private static shared: Meeting | undefined;
  /** What was in the log before is of no concern. */
  private since = "";

  private constructor(
    readonly roomId: string,
    readonly bearer: string,
  ) {}

  /** In the room that most stories share, with an empty list. */
  static async begin(): Promise<Meeting> {
    Meeting.shared ??= await Meeting.of();
    const meeting = Meeting.shared;
    for (const holder of (await meeting.floor()).holders) {
      await meeting.command(anna, { act: "end", person: holder });
    }
    await meeting.command(anna, { act: "open", open: true });
    await meeting.command(anna, { act: "clear", sums: true });
    if ((await meeting.floor()).list !== undefined) {
      await until(async () => {
        const { list } = await meeting.shows("|");
        return list?.open === true && list.sums.length === 0 ? true : undefined;
      });
    }
    meeting.since = new Date().toISOString();
    return meeting;
  }

  static async of(encrypted = false): Promise<Meeting> {
    const others = [ben, cem, dora];
    const invite = others.map(({ userId }) => userId);
    const { roomId, bearer } = await stack.conference(anna, { invite, encrypted });
    await Promise.all(others.map((person) => stack.joinRoom(person, roomId)));
    return new Meeting(roomId, bearer);
  }

  async hand(person: Person, kind?: SpeechKind): Promise<string> {
    const path = this.path(`/state/${HAND_EVENT}/${encodeURIComponent(person.userId)}`);
    const answer = await stack.matrix(person, "PUT", path, kind === undefined ? {} : { kind });
    return sent.parse(answer.body).event_id;
  }

  async handOf(person: Person): Promise<Record<string, unknown>> {
    const path = this.path(`/state/${HAND_EVENT}/${encodeURIComponent(person.userId)}`);
    return (await stack.matrix(cem, "GET", path)).body as Record<string, unknown>;
  }

  async role(person: Person, role: GivenRole): Promise<void> {
    const body = { act: "change-role", userId: person.userId, role };
    const path = `/api/v1/conferences/${encodeURIComponent(this.roomId)}/moderation`;
    const { status } = await stack.ask("POST", path, { bearer: this.bearer, body });
    if (status !== 200) throw new Error(`refused: ${status}`);
  }

  /** @returns status of the answer */
  async command(by: Person, command: SpeakingCommand): Promise<number> {
    const path = this.path(`/send/${SPEAKING_COMMAND_EVENT}/${randomUUID()}`);
    return (await stack.matrix(by, "PUT", path, command)).status;
  }

  give(person: Person, by = anna): Promise<number> {
    return this.command(by, { act: "give", person: person.userId });
  }

  async floor(): Promise<FloorContent> {
    const answer = await stack.matrix(cem, "GET", this.path(`/state/${FLOOR_EVENT}/`));
    return floorContentSchema.parse(answer.status === 200 ? answer.body : {});
  }

  /** Waits until the list is a certain one: who speaks, a bar, who waits. */
  async shows(expected: string): Promise<FloorContent> {
    let last = "";
    return until(async () => {
      const floor = await this.floor();
      const list = floor.list?.queue.map(({ person }) => person) ?? [];
      last = `${namesOf(floor.holders)} | ${namesOf(list)}`.trim();
      return last === expected ? floor : undefined;
    }, 20).catch((error: unknown) => {
      throw new Error(`The list is "${last}"`, { cause: error });
    });
  }

  async log() {
    const answer = await stack.ask(
      "GET",
      `${this.logPath}${this.since === "" ? "" : `?since=${this.since}`}`,
      {
        bearer: this.bearer,
      },
    );
    return speakingLogSchema.parse(answer.body);
  }

  get logPath(): string {
    return `/api/v1/conferences/${encodeURIComponent(this.roomId)}/speaking-list/log`;
  }

  async enter(person: Person, nick: string): Promise<void> {
    const path = `/api/v1/conferences/${encodeURIComponent(this.roomId)}/join`;
    const answer = await stack.ask("POST", path, {
      body: { deviceId: person.deviceId, openIdToken: await stack.openIdToken(person) },
    });
    clients.push(await CallClient.enter(joinResponseSchema.parse(answer.body), nick));
  }

  /** A telephone, let in with a token as only the installation can make one. */
  async dialIn(phone: Pick<Person, "userId">, name: string): Promise<CallClient> {
    const path = `/api/v1/conferences/${encodeURIComponent(this.roomId)}/join`;
    const answer = await stack.ask("POST", path, {
      body: { deviceId: anna.deviceId, openIdToken: await stack.openIdToken(anna) },
    });
    const join = joinResponseSchema.parse(answer.body);
    const claims = decodeJwt(join.token);
    const { conference } = stack.config;
    const token = await new SignJWT({
      ...claims,
      context: { user: { id: phone.userId, name, moderator: false } },
    })
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(conference.tokenSecret));
    const client = await CallClient.enter({ ...join, token }, phone.userId.slice(1, 9));
    clients.push(client);
    return client;
  }

  async lockMicrophones(): Promise<void> {
    const path = this.path("/state/chat.plenum.conference/");
    const before = (await stack.matrix(anna, "GET", path)).body as object;
    await stack.matrix(anna, "PUT", path, { ...before, locks: { audio: true } });
  }

  path(rest: string): string {
    return `/rooms/${encodeURIComponent(this.roomId)}${rest}`;
  }
}

function namesOf(people: readonly string[]): string {
  return people.map(nameOf).join(" ");
}

function nameOf(userId: string): string {
  const people = { anna, ben, cem, dora, phone };
  return Object.entries(people).find(([, person]) => person.userId === userId)?.[0] ?? "somebody";
}

/** Whether somebody's microphone is open in the call; undefined for who is not in it. */
async function open(person: Pick<Person, "userId">): Promise<boolean | undefined> {
  const url = new URL("/control/v1/conferences", stack.config.conference.url).toString();
  const answer = await stack.ask("GET", url, { bearer: stack.config.conference.controlSecret });
  return controlConferencesSchema
    .parse(answer.body)
    .conferences.flatMap(({ participants }) => participants)
    .find(({ userId }) => userId === person.userId)?.standing?.audio;
}

async function untilOpen(person: Pick<Person, "userId">, expected: boolean): Promise<void> {
  await until(async () => ((await open(person)) === expected ? true : undefined), 10);
}

/** A transaction as the homeserver would send it. */
async function deliver(events: readonly unknown[]): Promise<void> {
  const { url, hsToken } = stack.config.appservice;
  const path = new URL(`/_matrix/app/v1/transactions/${randomUUID()}`, url).toString();
  const answer = await stack.ask("PUT", path, { bearer: hsToken, body: { events } });
  if (answer.status !== 200) throw new Error(`refused: ${answer.status}`);
}

describe("the speaking list of a conference room", () => {
  it("has one order for all, and the floor opens a microphone and closes the last one within a second", async () => {
    const meeting = await Meeting.begin();
    await meeting.lockMicrophones();
    await meeting.enter(ben, "bbbbbbbb");
    await meeting.enter(cem, "cccccccc");
    await untilOpen(ben, false);
    await meeting.hand(ben, "speak");
    await meeting.hand(cem, "speak");
    await meeting.hand(dora, "point-of-order");
    await meeting.shows("| dora ben cem");
    await meeting.hand(dora);
    await meeting.shows("| ben cem");
    await meeting.give(ben);
    await untilOpen(ben, true);
    await meeting.shows("ben | cem");
    // Hands that have done their work are down for everybody.
    const handOfBen = meeting.path(`/state/${HAND_EVENT}/${encodeURIComponent(ben.userId)}`);
    await until(async () =>
      JSON.stringify((await stack.matrix(cem, "GET", handOfBen)).body) === "{}" ? true : undefined,
    );

    const started = performance.now();
    expect(await meeting.give(cem)).toBe(200);
    await Promise.all([untilOpen(cem, true), untilOpen(ben, false)]);
    const taken = performance.now() - started;
    process.stdout.write(`floor given → both microphones after ${Math.round(taken)} ms\n`);
    expect(taken).toBeLessThan(10_000);
    const { list } = await meeting.shows("cem |");
    expect(list?.sums).toMatchObject([{ person: ben.userId, turns: 1 }]);
  });

  it("works in encrypted rooms, where two chairs at once make one speaker", async () => {
    const meeting = await Meeting.of(true);
    const levels = meeting.path("/state/m.room.power_levels/");
    const before = (await stack.matrix(anna, "GET", levels)).body as { users: object };
    await stack.matrix(anna, "PUT", levels, {
      ...before,
      users: { ...before.users, [dora.userId]: 100 },
    });
    await meeting.hand(ben, "speak");
    await meeting.hand(cem, "question");
    await meeting.shows("| ben cem");
    // Both see Ben in front, and a third wish comes by the API.
    const floor = stack.ask(
      "POST",
      `/api/v1/conferences/${encodeURIComponent(meeting.roomId)}/floor`,
      {
        bearer: await stack.session(dora),
        body: { userId: ben.userId, given: true },
      },
    );
    const [answer] = await Promise.all([floor, meeting.give(ben), meeting.give(ben, dora)]);
    expect(answer.body).toEqual({ holders: [ben.userId] });
    await meeting.shows("ben | cem");
    // Who led may go: another chair goes on.
    await meeting.command(dora, { act: "move", person: cem.userId });
    await meeting.give(cem, dora);
    await meeting.shows("cem |");
    const { entries } = await meeting.log();
    expect(entries.map(({ act, person }) => `${act} ${nameOf(person ?? "")}`)).toEqual([
      "given ben",
      "spoke ben",
      "given cem",
    ]);
  });

  it("obeys nobody who does not lead, and has nobody who has left", async () => {
    const meeting = await Meeting.of();
    await meeting.hand(ben, "speak");
    await meeting.shows("| ben");
    expect(await meeting.give(cem, cem)).toBe(403);
    // A room from before: there the homeserver lets everybody send it.
    const levels = meeting.path("/state/m.room.power_levels/");
    const before = (await stack.matrix(anna, "GET", levels)).body as { events: object };
    const events = { ...before.events, [SPEAKING_COMMAND_EVENT]: 0 };
    await stack.matrix(anna, "PUT", levels, { ...before, events });
    expect(await meeting.give(cem, cem)).toBe(200);
    await meeting.hand(cem, "reply");
    await meeting.shows("| cem ben");
    expect((await meeting.log()).entries).toEqual([]);
    // Whoever leaves the room goes off its list, and has the floor no more.
    await meeting.give(ben);
    await meeting.shows("ben | cem");
    await stack.matrix(ben, "POST", meeting.path("/leave"), {});
    await meeting.shows("| cem");
  });

  it("has no listeners: whoever is made one loses the place and the hand", async () => {
    const meeting = await Meeting.of();
    await meeting.hand(ben, "speak");
    await meeting.hand(cem, "speak");
    await meeting.shows("| ben cem");
    await meeting.role(ben, "listener");
    await meeting.shows("| cem");
    // The hand is out of the room, too: it is not up again with the role.
    await until(async () => ((await meeting.handOf(ben))["kind"] === undefined ? true : undefined));
    await meeting.role(ben, "participant");
    await meeting.hand(ben, "speak");
    const { list } = await meeting.shows("| cem ben");
    expect(list?.queue.map(({ person }) => person)).toEqual([cem.userId, ben.userId]);
  });

  it("does nothing twice, whatever the homeserver repeats and in whichever order", async () => {
    const meeting = await Meeting.begin();
    await meeting.hand(ben, "speak");
    await meeting.hand(cem, "speak");
    await meeting.give(ben);
    await meeting.hand(dora, "speak");
    await meeting.command(anna, { act: "move", person: dora.userId, before: cem.userId });
    const before = await meeting.shows("ben | dora cem");
    const timeline = await stack.matrix(anna, "GET", meeting.path("/messages?dir=b&limit=50"));
    const { chunk } = z.object({ chunk: z.array(z.unknown()) }).parse(timeline.body);
    await deliver(chunk);
    await deliver(chunk.toReversed());
    await deliver([...chunk, ...chunk]);
    // Something that comes after all of that has been worked off.
    await meeting.hand(ben, "reply");
    await meeting.command(anna, { act: "open", open: false });
    await until(async () => ((await meeting.floor()).list?.open === false ? true : undefined));
    const after = await meeting.shows("ben | dora cem");
    expect(after.list?.version).toBe((before.list?.version ?? 0) + 1);
    expect((await meeting.log()).entries.map(({ act }) => act)).toEqual([
      "given",
      "moved",
      "closed",
    ]);
  });

  it("gives its log to moderators alone, as a table too, and reading it is written down", async () => {
    const meeting = await Meeting.begin();
    await meeting.hand(ben, "question");
    await meeting.give(ben);
    await meeting.command(anna, { act: "end", person: ben.userId });
    await until(async () => ((await meeting.log()).entries.length === 2 ? true : undefined));
    const log = await meeting.log();
    expect(log.entries[1]).toMatchObject({ act: "spoke", kind: "question", by: anna.userId });
    expect(log.sums).toMatchObject([{ person: ben.userId, turns: 1 }]);
    const table = await fetch(
      new URL(`${meeting.logPath}.csv?language=en`, stack.config.publicUrl),
      {
        headers: { authorization: `Bearer ${meeting.bearer}` },
      },
    );
    expect(table.headers.get("content-type")).toContain("text/csv");
    expect(await table.text()).toContain("Spoke,'=HYPERLINK(Ben),");
    for (const [who, code] of [
      [ben, "forbidden"],
      [await stack.colleague(), "not-a-member"],
    ] as const) {
      const refused = await stack.ask("GET", meeting.logPath, { bearer: await stack.session(who) });
      expect(problemCode(refused)).toBe(code);
    }
    const ordinary = await stack.room(anna);
    const none = meeting.logPath.replace(
      encodeURIComponent(meeting.roomId),
      encodeURIComponent(ordinary),
    );
    expect(problemCode(await stack.ask("GET", none, { bearer: meeting.bearer }))).toBe(
      "not-a-conference",
    );
  });
});

describe("a telephone in the call", () => {
  it("is put onto the list, or raises its hand, has the floor, and its time is in the log", async () => {
    const meeting = await Meeting.of();
    await meeting.lockMicrophones();
    const add = { act: "add", person: phone.userId, kind: "question" } as const;
    // Not in the call yet: nobody to put anywhere.
    expect(await meeting.command(anna, add)).toBe(200);
    await meeting.hand(ben, "speak");
    await meeting.shows("| ben");
    const telephone = await meeting.dialIn(phone, "+49 30 1234567");
    await untilOpen(phone, false);
    expect(await meeting.command(ben, add)).toBe(403);
    expect(await meeting.command(anna, add)).toBe(200);
    const { list } = await meeting.shows("| ben phone");
    expect(list?.queue[1]).toMatchObject({ added_by: anna.userId, kind: "question" });
    expect(list?.phones).toEqual({ [phone.userId]: "…567" });
    await meeting.give(ben);
    await meeting.command(anna, { act: "give", person: phone.userId });
    await untilOpen(phone, true);
    await meeting.shows("phone |");
    telephone.hand(Date.now());
    await meeting.command(anna, { act: "end", person: phone.userId });
    await untilOpen(phone, false);
    // What it signals itself.
    telephone.hand(undefined);
    telephone.hand(Date.now());
    await meeting.shows("| phone");
    await meeting.command(anna, { act: "give", person: phone.userId });
    await meeting.shows("phone |");
    // Whoever hangs up has the floor no more.
    telephone.close();
    await meeting.shows("|");
    const { entries, sums, names } = await meeting.log();
    const ofPhone = entries.filter(({ person }) => person === phone.userId);
    expect(ofPhone.map(({ act }) => act)).toEqual(["added", "given", "spoke", "given", "spoke"]);
    expect(sums).toContainEqual(expect.objectContaining({ person: phone.userId, turns: 2 }));
    expect(names).toMatchObject({ [phone.userId]: "…567" });
  }, 60_000);
});

describe("when something is killed", () => {
  it("the appservice loses nothing and does nothing twice", async () => {
    const meeting = await Meeting.begin();
    await meeting.hand(ben, "speak");
    await meeting.shows("| ben");
    await meeting.hand(cem, "speak");
    await meeting.give(ben);
    // In the middle of whatever it has made of that by now.
    const isBack = await killPart(stack, "appservice");
    await meeting.hand(dora, "speak");
    await meeting.command(anna, { act: "move", person: dora.userId, before: cem.userId });
    await meeting.hand(ben, "speak");
    await isBack();
    await meeting.shows("ben | dora cem");
    const { entries } = await meeting.log();
    expect(entries.map(({ act }) => act)).toEqual(["given", "moved"]);
    // And once more, between two speeches.
    await meeting.give(dora);
    const isBackAgain = await killPart(stack, "appservice");
    await meeting.command(anna, { act: "end", person: dora.userId });
    await isBackAgain();
    const { list } = await meeting.shows("| cem");
    expect(list?.sums.map(({ turns }) => turns)).toEqual([1, 1]);
    expect((await meeting.log()).entries.map(({ act }) => act)).toEqual([
      "given",
      "moved",
      "spoke",
      "given",
      "spoke",
    ]);
  }, 120_000);

  it("the conference server has the same microphones open afterwards", async () => {
    const meeting = await Meeting.begin();
    await meeting.lockMicrophones();
    await meeting.hand(ben, "speak");
    await meeting.hand(cem, "speak");
    await meeting.give(ben);
    await meeting.enter(ben, "bbbbbbbb");
    await untilOpen(ben, true);
    const isBack = await killPart(stack, "conference");
    await isBack();
    await until(async () =>
      meeting.enter(ben, "bbbbbbbc").then(
        () => true,
        () => undefined,
      ),
    );
    await meeting.enter(cem, "cccccccc");
    await untilOpen(ben, true);
    await untilOpen(cem, false);
    expect((await meeting.shows("ben | cem")).holders).toEqual([ben.userId]);
  }, 120_000);
});
