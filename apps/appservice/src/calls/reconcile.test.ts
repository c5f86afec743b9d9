import { conferenceRoomName, subRoomName } from "@plenum/model";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { testConfig } from "../testing/config.ts";
import { httpDouble, sendJson, type HttpDouble } from "../testing/http-double.ts";
import { ConferenceControl, ConferenceServerUnreachable } from "./conference-control.ts";
import { CallReconciler } from "./reconcile.ts";

let server: HttpDouble | undefined;
afterEach(() => server?.close());

const log = pino({ level: "silent" });
const applied: string[] = [];
const apply = (roomId: string): Promise<void> => {
  applied.push(roomId);
  return Promise.resolve();
};
const looked: string[][] = [];
const aside = {
  reconcile: (running: readonly { readonly name: string }[]): Promise<void> => {
    looked.push(running.map(({ name }) => name));
    return Promise.resolve();
  },
};
afterEach(() => {
  looked.length = 0;
  applied.length = 0;
});
const lists = { look: (): Promise<void> => Promise.resolve() };
const participant = (userId: string) => ({
  endpointId: userId,
  userId,
  displayName: "",
  moderator: false,
});

async function removedFrom(
  conferences: Record<string, readonly string[]>,
  members: Record<string, readonly string[] | undefined>,
): Promise<readonly string[]> {
  const running = Object.entries(conferences).map(([name, people]) => ({
    name,
    participants: people.map(participant),
  }));
  server = await httpDouble((request, response) => {
    if (request.method === "GET") sendJson(response, 200, { conferences: running });
    else response.writeHead(204).end();
  });
  const control = new ConferenceControl(testConfig({ conferenceUrl: server.url }));
  const rooms = { members: (roomId: string) => Promise.resolve(members[roomId]) };
  await new CallReconciler(rooms, control, { attempt: apply }, aside, lists, log).run();
  return server.seen.filter((line) => line.startsWith("DELETE"));
}

describe("who is in a call without being in its room", () => {
  const name = conferenceRoomName("!r:a.example");

  it("is removed, the others stay", async () => {
    const removed = await removedFrom(
      { [name]: ["@anna:a.example", "@eve:a.example", "@eve:a.example"] },
      { "!r:a.example": ["@anna:a.example", "@bernd:a.example"] },
    );
    expect(removed).toEqual([
      `DELETE /control/v1/conferences/${name}/participants/%40eve%3Aa.example`,
    ]);
  });

  it("may be a telephone, which is a member of nothing and goes with the room", async () => {
    const phone = { [name]: ["@f00d:phone.invalid"] };
    expect(await removedFrom(phone, { "!r:a.example": ["@anna:a.example"] })).toEqual([]);
    expect(await removedFrom(phone, { "!r:a.example": undefined })).toHaveLength(1);
  });

  it("means everybody once the room is gone", async () => {
    const removed = await removedFrom(
      { [name]: ["@anna:a.example"] },
      { "!r:a.example": undefined },
    );
    expect(removed).toHaveLength(1);
  });

  it("does not concern conferences that belong to no Matrix room", async () => {
    expect(await removedFrom({ loadtest: ["@anna:a.example"] }, {})).toEqual([]);
  });
});

describe("a sub-room beside a call", () => {
  const call = conferenceRoomName("!r:a.example");
  const sub = subRoomName("!r:a.example", "abcdefghijklmn27");

  it("is no call of the room, and is looked at together with it", async () => {
    const running = { [call]: ["@anna:a.example"], [sub]: ["@anna:a.example"] };
    expect(await removedFrom(running, { "!r:a.example": ["@anna:a.example"] })).toEqual([]);
    expect(applied).toEqual(["!r:a.example"]);
    expect(looked).toEqual([[call, sub]]);
  });
});

describe("a call that runs", () => {
  it("is told again how it is to be: the server may have forgotten", async () => {
    const members = { "!r:a.example": ["@anna:a.example"], "!empty:a.example": [] };
    const running = {
      [conferenceRoomName("!r:a.example")]: ["@anna:a.example"],
      [conferenceRoomName("!empty:a.example")]: [],
      loadtest: ["@anna:a.example"],
    };
    await removedFrom(running, members);
    expect(applied).toEqual(["!r:a.example"]);
  });
});

describe("a conference server that was started anew", () => {
  it("is told at once, and once", async () => {
    let incarnation = "first";
    const name = conferenceRoomName("!r:a.example");
    server = await httpDouble((_request, response) => {
      sendJson(response, 200, {
        incarnation,
        conferences: [{ name, participants: [participant("@anna:a.example")] }],
      });
    });
    const control = new ConferenceControl(testConfig({ conferenceUrl: server.url }));
    const rooms = { members: () => Promise.resolve(["@anna:a.example"]) };
    const reconciler = new CallReconciler(rooms, control, { attempt: apply }, aside, lists, log);
    await reconciler.runForNew();
    await reconciler.runForNew();
    expect(applied).toHaveLength(1);
    incarnation = "second";
    await reconciler.runForNew();
    expect(applied).toHaveLength(2);
  });
});

describe("a conference server that misbehaves", () => {
  it.each([
    ["answers nonsense", 200, { conferences: "many" }],
    ["refuses us", 401, {}],
    ["is broken", 500, {}],
  ])("%s", async (_story, status, body) => {
    server = await httpDouble((_request, response) => sendJson(response, status, body));
    const control = new ConferenceControl(testConfig({ conferenceUrl: server.url }));
    await expect(control.conferences()).rejects.toThrow(ConferenceServerUnreachable);
  });
});
