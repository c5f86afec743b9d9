import { ALL_ON, presenceOf, type Presence, type PresenceState } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { People as PeopleContract, PersonFacts } from "../contract.ts";
import { openSession, signInWithPassword } from "../index.ts";
import { commonRoom, People, type TestPerson } from "../testing/people.ts";
import { readTestConfig, registerUser } from "../testing/stack.ts";
import { until } from "../testing/until.ts";

const people = new People();
afterAll(() => people.stop());

let anna: TestPerson;
let jonas: TestPerson;
let annas: PeopleContract;
let jonass: PeopleContract;
beforeAll(async () => {
  anna = await people.someone("anna");
  jonas = await people.someone("jonas");
  annas = await anna.session.people();
  jonass = await jonas.session.people();
  await commonRoom([anna, jonas], { encrypted: false });
});

/** What Jonas knows of Anna, asked until it is as expected. */
async function asking(expected: (facts: PersonFacts) => boolean): Promise<PersonFacts> {
  const again = setInterval(() => jonass.refresh(anna.session.userId), 500);
  try {
    return await until(jonass.of(anna.session.userId), expected, 20_000);
  } finally {
    clearInterval(again);
  }
}

function shown({ liveness, profile }: PersonFacts): Presence | undefined {
  return presenceOf(
    { ...(liveness ? { liveness } : {}), status: profile?.status ?? {}, inCall: false },
    jonass.now(),
    ALL_ON,
  );
}

/** How Anna is shown to Jonas, as soon as it is in this way. */
async function seen(state: PresenceState): Promise<Presence | undefined> {
  return shown(await asking((facts) => shown(facts)?.state === state));
}

describe("a colleague sees", () => {
  it("that somebody is there", async () => {
    expect(await seen("available")).toBeDefined();
  });
  it("that somebody has been away from the desk, and is back", async () => {
    annas.setIdle(true);
    expect(await seen("away")).toBeDefined();
    annas.setIdle(false);
    expect(await seen("available")).toBeDefined();
  });
  it("what somebody chose, with its words, and that it was taken back", async () => {
    await annas.setOwnStatus({ kind: "chosen", state: "do-not-disturb", text: "Prüfung <b>" });
    expect(await seen("do-not-disturb")).toMatchObject({
      text: "Prüfung <b>",
    });
    await annas.setOwnStatus({ kind: "automatic" });
    expect(await seen("available")).toBeDefined();
  });
  it("out of office with its end", async () => {
    const end = annas.now() + 86_400_000;
    await annas.setOwnStatus({ kind: "out-of-office", text: "Bitte an Jonas", until: end });
    expect(await seen("out-of-office")).toEqual({
      state: "out-of-office",
      text: "Bitte an Jonas",
      until: end,
    });
    await annas.setOwnStatus({ kind: "automatic" });
  });
  it("a call, also while the status changes, and its end", async () => {
    annas.setInCall(true);
    expect(await seen("in-call")).toBeDefined();
    await annas.setOwnStatus({ kind: "chosen", state: "busy", text: "" });
    expect(await seen("busy")).toBeDefined();
    await annas.setOwnStatus({ kind: "automatic" });
    expect(await seen("in-call")).toBeDefined();
    annas.setInCall(false);
    expect(await seen("available")).toBeDefined();
  });
});

describe("one's own profile", () => {
  it("is written field by field, read by others, and emptied again", async () => {
    await annas.setOwnField("function", "Referentin");
    await annas.setOwnField("mail", "anna@amt.example");
    await annas.setOwnField("displayName", "Anna Vogt");
    const facts = await asking(
      (now) => now.profile?.mail !== undefined && now.profile.displayName === "Anna Vogt",
    );
    expect(facts.profile).toMatchObject({ function: "Referentin", mail: "anna@amt.example" });
    await until(anna.session.profile, ({ displayName }) => displayName === "Anna Vogt");
    await annas.setOwnField("mail", "");
  });
  it("of somebody who does not exist is unavailable, and breaks nothing", async () => {
    const facts = await until(
      jonass.of("@nobody-at-all:localhost"),
      ({ unavailable }) => unavailable,
      20_000,
    );
    expect(facts.profile).toBeUndefined();
    expect(await jonass.roomsWith("@nobody-at-all:localhost")).toEqual([]);
  });
  it("rooms in common are known", async () => {
    expect(await jonass.roomsWith(anna.session.userId)).toHaveLength(1);
  });
});

describe("where the agency does without", () => {
  it("nothing of it is sent, and nothing is shown", async () => {
    const user = await registerUser("elif");
    const credentials = await signInWithPassword({
      baseUrl: readTestConfig().synapse.url,
      user: user.name,
      password: user.password,
      deviceName: "Test",
    });
    const requests: string[] = [];
    const markers: string[] = [];
    const real = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const url = input instanceof Request ? input.url : String(input);
      requests.push(`${init?.method ?? "GET"} ${new URL(url).pathname}`);
      if (url.endsWith("/read_markers") && typeof init?.body === "string") markers.push(init.body);
      return real(input, init);
    };
    try {
      const session = await openSession(
        credentials,
        { credentialsChanged: () => undefined },
        { presence: false, readReceipts: false, typing: false, lastSeen: false },
      );
      await session.start();
      await until(session.roomsReady, (ready) => ready);
      const elifs = await session.people();
      elifs.setIdle(true);
      elifs.setInCall(true);
      await expect(
        elifs.setOwnStatus({ kind: "chosen", state: "busy", text: "" }),
      ).rejects.toMatchObject({ code: "forbidden" });

      const roomId = await session.createRoom({ name: "Still", encrypted: false, invite: [] });
      await until(session.rooms, (rooms) => rooms.get(roomId)?.membership === "join");
      const room = session.openRoom(roomId);
      room.setTyping(true);
      room.sendText("Guten Morgen");
      await until(room.timeline, ({ items }) =>
        items.some((item) => item.kind === "message" && item.send.kind === "sent"),
      );
      room.markRead();
      await until(
        { get: () => requests, subscribe: (listener) => everySoOften(listener) },
        () => markers.length > 0,
        20_000,
      );
      expect(requests.filter((request) => request.includes("/presence/"))).toEqual([]);
      expect(requests.filter((request) => request.includes("/typing/"))).toEqual([]);
      expect(requests.filter((request) => request.includes("/receipt/m.read/"))).toEqual([]);
      // Only the account's own devices learn how far somebody has read.
      expect(markers.map((body) => Object.keys(JSON.parse(body) as object))).toEqual([
        ["m.fully_read", "m.read.private"],
      ]);
      expect(requests.filter((request) => request.includes("chat.plenum.status"))).toEqual([]);
      room.close();
      session.stop();
    } finally {
      globalThis.fetch = real;
    }
  });
});

function everySoOften(listener: () => void): () => void {
  const timer = setInterval(listener, 50);
  return () => clearInterval(timer);
}
