import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Stack, type Answer, type Person } from "../testing/stack.ts";

const DAY = 24 * 60 * 60_000;

let stack: Stack;
let anna: Person;
beforeAll(async () => {
  stack = await Stack.open();
  anna = await stack.colleague();
});

/** A room that the bot makes, as it makes conference rooms, with Anna inside. */
async function room(retentionDays: number | undefined): Promise<string> {
  const initial =
    retentionDays === undefined
      ? []
      : [{ type: "m.room.retention", content: { max_lifetime: retentionDays * DAY } }];
  const made = await asBot("POST", "/createRoom", {
    initial_state: initial,
    invite: [anna.userId],
  });
  const { room_id: roomId } = z.object({ room_id: z.string() }).parse(made.body);
  await stack.joinRoom(anna, roomId);
  return roomId;
}

function asBot(method: "POST" | "PUT", path: string, body: object): Promise<Answer> {
  return stack.matrix({ accessToken: stack.config.appservice.asToken }, method, path, body);
}

/** @param age in days @returns the message's id */
async function said(roomId: string, text: string, age: number): Promise<string> {
  const path = `/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${text}?ts=${Date.now() - age * DAY}`;
  const sent = await asBot("PUT", path, { msgtype: "m.text", body: text });
  return z.object({ event_id: z.string() }).parse(sent.body).event_id;
}

async function served(roomId: string, eventId: string): Promise<number> {
  const path = `/rooms/${encodeURIComponent(roomId)}/event/${encodeURIComponent(eventId)}`;
  return (await stack.matrix(anna, "GET", path)).status;
}

async function texts(roomId: string): Promise<readonly string[]> {
  const path = `/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=50`;
  const { chunk } = z
    .object({ chunk: z.array(z.object({ content: z.object({ body: z.string().optional() }) })) })
    .parse((await stack.matrix(anna, "GET", path)).body);
  return chunk.flatMap(({ content }) => content.body ?? []);
}

describe("the homeserver", () => {
  it("shows no message any more that is older than its room keeps them, and everything elsewhere", async () => {
    const [kept, forever] = await Promise.all([room(30), room(undefined)]);
    const ids: string[] = [];
    for (const roomId of [kept, forever]) {
      ids.push(await said(roomId, "old", 31), await said(roomId, "recent", 29));
    }
    expect(await Promise.all([texts(kept), texts(forever)])).toEqual([
      ["recent"],
      ["recent", "old"],
    ]);
    const [old = "", recent = "", oldElsewhere = ""] = ids;
    expect([await served(kept, old), await served(kept, recent)]).toEqual([404, 200]);
    expect(await served(forever, oldElsewhere)).toBe(200);
  });
});
