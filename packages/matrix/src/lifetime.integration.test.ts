import "fake-indexeddb/auto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSession, signInWithPassword } from "./index.ts";
import { commonRoom, messagesOf, People, textsOf } from "./testing/people.ts";
import { FlakyServer } from "./testing/proxy.ts";
import { readTestConfig, registerUser } from "./testing/stack.ts";
import { watchTimers } from "./testing/timers.ts";
import { until } from "./testing/until.ts";

const baseUrl = readTestConfig().synapse.url;
const people = new People();
const flaky = new FlakyServer(new URL(baseUrl));

beforeAll(async () => {
  await flaky.up();
});
afterAll(async () => {
  people.stop();
  await flaky.down();
});

describe("a server that goes away", () => {
  it("is noticed, said, and forgotten when it is back; what was written meanwhile arrives", async () => {
    const user = await registerUser("anna");
    const credentials = await signInWithPassword({
      baseUrl: flaky.url,
      user: user.name,
      password: user.password,
      deviceName: "Test",
    });
    const anna = await people.open(user, credentials);
    const ben = await people.someone("ben");
    const roomId = await commonRoom([anna, ben], { encrypted: true });
    const hers = anna.session.openRoom(roomId);
    const his = ben.session.openRoom(roomId);
    await until(
      his.members,
      (members) => members.filter((m) => m.membership === "join").length === 2,
    );
    await flaky.down();
    await until(anna.session.connection, ({ kind }) => kind === "offline");
    his.sendText("Bist du da?");
    await until(his.timeline, ({ items }) => messagesOf(items).at(-1)?.send.kind === "sent");
    hers.sendText("Moment");
    expect(messagesOf(hers.timeline.get().items).at(-1)?.send.kind).toBe("sending");
    await flaky.up();
    await until(anna.session.connection, ({ kind }) => kind === "live", 40_000);
    await until(hers.timeline, ({ items }) => textsOf(items).includes("Bist du da?"));
    await until(his.timeline, ({ items }) => textsOf(items).includes("Moment"), 40_000);
    anna.session.stop();
    ben.session.stop();
  });

  it("that is not there at the start is waited for, without storming it", async () => {
    const user = await registerUser("anna");
    const credentials = await signInWithPassword({
      baseUrl,
      user: user.name,
      password: user.password,
      deviceName: "Test",
    });
    await flaky.down();
    const before = flaky.requests.length;
    const session = await openSession(
      { ...credentials, baseUrl: flaky.url },
      { credentialsChanged: () => undefined },
    );
    const started = session.start();
    await until(session.connection, ({ kind }) => kind === "offline");
    await flaky.up();
    await started;
    await until(session.connection, ({ kind }) => kind === "live", 40_000);
    expect(flaky.requests.slice(before).length).toBeLessThan(30);
    session.stop();
  });
});

describe("a session that is stopped", () => {
  it("leaves neither a timer nor a request behind", async () => {
    const watch = watchTimers();
    const user = await registerUser("anna");
    const credentials = await signInWithPassword({
      baseUrl,
      user: user.name,
      password: user.password,
      deviceName: "Test",
    });
    const { session } = await people.open(user, credentials);
    const roomId = await session.createRoom({ name: "x", encrypted: true, invite: [] });
    await until(session.rooms, (rooms) => rooms.get(roomId)?.membership === "join");
    const room = session.openRoom(roomId);
    room.sendText("x");
    room.markRead();
    const call = await room.announceCall();
    expect(call).toBeDefined();
    session.stop();
    // matrix-js-sdk lets the timers of its requests run out; they hold nothing. The rest is Node's.
    const foreign = /timeoutSignal|node:internal/;
    await expect.poll(() => watch.left().filter((place) => !foreign.test(place))).toEqual([]);
    watch.restore();
  });
});

describe("a browser that is opened again", () => {
  it("reads what it could read before, without a code", async () => {
    const [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
    const roomId = await commonRoom([anna, ben], { encrypted: true });
    const his = ben.session.openRoom(roomId);
    await until(
      his.members,
      (members) => members.filter((m) => m.membership === "join").length === 2,
    );
    his.sendText("Morgen um neun");
    const hers = anna.session.openRoom(roomId);
    await until(hers.timeline, ({ items }) => textsOf(items).includes("Morgen um neun"));
    anna.session.stop();
    const again = await people.open(anna.user, anna.credentials());
    await until(
      again.session.rooms,
      (rooms) => rooms.get(roomId)?.preview?.text === "Morgen um neun",
    );
    const room = again.session.openRoom(roomId);
    const { items } = await until(room.timeline, (timeline) => timeline.items.length > 0);
    expect(textsOf(items)).toEqual(["Morgen um neun"]);
  });
});
