import {
  adminRoomListSchema,
  joinResponseSchema,
  ownRightsSchema,
  runningCallsSchema,
} from "@plenum/model";
import { beforeAll, describe, expect, it } from "vitest";
import { CallClient } from "../testing/call-client.ts";
import { problemCode, Stack, type Person } from "../testing/stack.ts";

let stack: Stack;
let chief: string;
let anna: Person;
let annas: string;
let roomId: string;
const TITLE = `Haushalt ${Date.now()}`;

beforeAll(async () => {
  stack = await Stack.open();
  anna = await stack.colleague("Anna Leitung");
  chief = await stack.session(await stack.administrator());
  annas = await stack.session(anna);
  ({ roomId } = await stack.conference(anna, { title: TITLE, encrypted: false }));
});

async function enter(room: string, nick: string): Promise<CallClient> {
  const path = `/api/v1/conferences/${encodeURIComponent(room)}/join`;
  const answer = await stack.ask("POST", path, {
    bearer: annas,
    body: { deviceId: anna.deviceId },
  });
  return CallClient.enter(joinResponseSchema.parse(answer.body), nick);
}

describe("what administrators see of the whole", () => {
  it("tells everybody who they are, and nobody else's business to anybody else", async () => {
    const me = await stack.ask("GET", "/api/v1/me", { bearer: annas });
    expect(ownRightsSchema.parse(me.body)).toEqual({ userId: anna.userId, administrator: false });
    const boss = await stack.ask("GET", "/api/v1/me", { bearer: chief });
    expect(ownRightsSchema.parse(boss.body).administrator).toBe(true);
    const paths = ["/api/v1/admin/running", "/api/v1/admin/rooms", "/api/v1/audit"];
    const answers = await Promise.all(
      paths.map((path) => stack.ask("GET", path, { bearer: annas })),
    );
    expect(answers.map(problemCode)).toEqual(["forbidden", "forbidden", "forbidden"]);
  });

  it("names running conferences, and of other calls only how many take part", async () => {
    const other = await stack.room(anna);
    const clients = [await enter(roomId, "0".repeat(8)), await enter(other, "1".repeat(8))];
    try {
      const answer = await stack.ask("GET", "/api/v1/admin/running", { bearer: chief });
      const { known, calls } = runningCallsSchema.parse(answer.body);
      expect(known).toBe(true);
      expect(calls).toContainEqual({ roomId, title: TITLE, kind: "meeting", people: 1, guests: 0 });
      expect(JSON.stringify(calls)).not.toContain(other);
      expect(calls.some((call) => call.roomId === undefined && call.people === 1)).toBe(true);
    } finally {
      for (const client of clients) client.close();
    }
  });

  it("lists conference rooms page by page, and finds them by their title", async () => {
    const rooms = async (query: string) =>
      adminRoomListSchema.parse(
        (await stack.ask("GET", `/api/v1/admin/rooms?${query}`, { bearer: chief })).body,
      );
    const found = await rooms(`search=${encodeURIComponent(TITLE.toUpperCase())}`);
    expect(found.rooms).toMatchObject([{ roomId, title: TITLE, encrypted: false, openLinks: 0 }]);
    expect(found.next).toBeUndefined();
    await stack.conference(anna, { title: `${TITLE} Nachtrag`, encrypted: false });
    const query = `search=${encodeURIComponent(TITLE)}&limit=1`;
    const first = await rooms(query);
    const second = await rooms(`${query}&before=${encodeURIComponent(first.next ?? "")}`);
    expect([...first.rooms, ...second.rooms].map(({ title }) => title)).toEqual([
      `${TITLE} Nachtrag`,
      TITLE,
    ]);
    expect(second.next).toBeUndefined();
    expect((await rooms("before=nonsense&search=%25")).rooms).toEqual([]);
  });
});
