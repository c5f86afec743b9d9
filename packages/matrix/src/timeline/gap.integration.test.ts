import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoomHandle } from "../contract.ts";
import { commonRoom, People, type TestPerson, textsOf } from "../testing/people.ts";
import { until } from "../testing/until.ts";

const BEFORE = 30;
/** More than an answer of the server brings at once. */
const MISSED = 50;
const lineOf = (number: number): string => `Zeile ${number}`;
const ALL = Array.from({ length: BEFORE + MISSED }, (_unused, index) => lineOf(index + 1));

const people = new People();
const real = globalThis.fetch;
let anna: TestPerson;
let ben: TestPerson;
let roomId: string;
let his: RoomHandle;
let release: (() => void) | undefined;

async function write(from: number, to: number): Promise<void> {
  const { baseUrl, accessToken } = anna.credentials();
  for (let number = from; number <= to; number += 1) {
    const url = `${baseUrl}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${number}`;
    const answer = await real(url, {
      method: "PUT",
      headers: { Authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({ msgtype: "m.text", body: lineOf(number) }),
    });
    expect(answer.status).toBe(200);
  }
}

/** From now on no sync of this process reaches the server, until it is released. */
function holdSyncs(): void {
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.includes("simplified_msc3575")) await released;
    return real(input, init);
  };
}

beforeAll(async () => {
  [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
  roomId = await commonRoom([anna, ben], { encrypted: false, name: "Lücke" });
  await write(1, BEFORE);
  const fresh = await people.signIn(ben.user);
  his = fresh.session.openRoom(roomId);
  await until(his.timeline, ({ items }) => textsOf(items).length === BEFORE);
}, 60_000);
afterAll(() => {
  globalThis.fetch = real;
  release?.();
  his.close();
  people.stop();
});

describe("a gap in the sync", () => {
  it("leaves whoever reads the past where they are", async () => {
    his.setFollowing(false);
    const { stretch } = his.timeline.get();
    holdSyncs();
    await write(BEFORE + 1, BEFORE + MISSED);
    globalThis.fetch = real;
    release?.();
    await until(his.timeline, ({ canLoadNewer }) => canLoadNewer);
    const now = his.timeline.get();
    expect(now.stretch).toBe(stretch);
    expect(textsOf(now.items).slice(0, BEFORE)).toEqual(ALL.slice(0, BEFORE));
    expect(textsOf(now.items)).not.toContain(ALL.at(-1));
  }, 60_000);

  it("can be read through to the newest message, without anything missing", async () => {
    while (his.timeline.get().canLoadNewer) await his.loadNewer();
    expect(textsOf(his.timeline.get().items)).toEqual(ALL);
  });
});
