import { CONFERENCE_EVENT, HAND_EVENT } from "@plenum/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Conferences, ConferenceState, Observable } from "../contract.ts";
import { commonRoom, People, type TestPerson } from "../testing/people.ts";
import { readTestConfig } from "../testing/stack.ts";
import { until } from "../testing/until.ts";

const people = new People();
afterAll(() => people.stop());

interface Seat {
  readonly person: TestPerson;
  readonly conferences: Conferences;
  readonly state: Observable<ConferenceState | undefined>;
}

let roomId: string;
let anna: Seat;
let ben: Seat;
let cem: Seat;

async function putState(by: TestPerson, type: string, content: object): Promise<void> {
  const { synapse } = readTestConfig();
  const at = `${synapse.url}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/${type}/`;
  const headers = { Authorization: `Bearer ${by.credentials().accessToken}` };
  const body = JSON.stringify(content);
  const answer = await fetch(at, { method: "PUT", headers, body });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
}

beforeAll(async () => {
  const [a, b, c] = await Promise.all(["anna", "ben", "cem"].map((name) => people.someone(name)));
  if (!a || !b || !c) throw new Error("nobody");
  roomId = await commonRoom([a, b, c], { encrypted: false });
  await putState(a, "m.room.power_levels", {
    events: { [HAND_EVENT]: 0, [CONFERENCE_EVENT]: 100 },
    redact: 100,
  });
  await putState(a, CONFERENCE_EVENT, { kind: "training", title: "Schulung", lobby: false });
  const seat = async (person: TestPerson): Promise<Seat> => {
    const conferences = await person.session.conferences();
    return { person, conferences, state: conferences.watch(roomId).value };
  };
  [anna, ben, cem] = await Promise.all([seat(a), seat(b), seat(c)]);
  for (const { state } of [anna, ben, cem]) await until(state, (now) => now?.isConference === true);
}, 90_000);

const handsOf = (state: ConferenceState | undefined): readonly string[] =>
  (state?.hands ?? []).map(({ userId }) => userId);

describe("the call of a conference room", () => {
  it("is a lecture for everybody as soon as a moderator says so, and what it was again", async () => {
    await anna.conferences.setLecture(roomId, true);
    await until(ben.state, (now) => now?.lecture === true);
    await anna.conferences.setLock(roomId, "audio", true);
    await until(ben.state, (now) => now?.locks.audio === true);
    await anna.conferences.setLecture(roomId, false);
    const now = await until(ben.state, (state) => state?.lecture === false);
    expect(now?.locks.audio).toBe(true);
  });

  it("is not changed by somebody who may not", async () => {
    expect(ben.state.get()?.may.conference).toBe(false);
    const refused = ben.conferences.setLecture(roomId, true);
    await expect(refused).rejects.toMatchObject({ code: "forbidden" });
  });

  it("has hands in the order of the server, on every device; a moderator lowers one", async () => {
    const [benId, cemId] = [ben.person.session.userId, cem.person.session.userId];
    await ben.conferences.raiseHand(roomId, true);
    await cem.conferences.raiseHand(roomId, true);
    await until(anna.state, (now) => handsOf(now).length === 2);
    expect(handsOf(anna.state.get())).toEqual([benId, cemId]);
    // Another device of the same person, that knows nothing but the server.
    const phone = await people.signIn(ben.person.user);
    await until(phone.session.rooms, (rooms) => rooms.has(roomId));
    const watched = (await phone.session.conferences()).watch(roomId);
    await until(watched.value, (now) => handsOf(now).length === 2);
    expect(handsOf(watched.value.get())).toEqual([benId, cemId]);

    await anna.conferences.lowerHand(roomId, benId);
    for (const { state } of [anna, ben, cem]) {
      await until(state, (now) => handsOf(now).join() === cemId);
    }
    await cem.conferences.raiseHand(roomId, false);
    await until(anna.state, (now) => handsOf(now).length === 0);
    watched.close();
  }, 60_000);

  it("gets another moderator", async () => {
    await anna.conferences.makeModerator(roomId, ben.person.session.userId);
    const now = await until(ben.state, (state) => state?.may.conference === true);
    expect(now?.may).toMatchObject({ floor: true, roles: true });
  });
});
