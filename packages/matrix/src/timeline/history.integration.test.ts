import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RoomHandle } from "../contract.ts";
import { commonRoom, messagesOf, People, type TestPerson, textsOf } from "../testing/people.ts";
import { until } from "../testing/until.ts";

const COUNT = 120;
const LINES = Array.from({ length: COUNT }, (_unused, index) => `Zeile ${index}`);

const people = new People();
let anna: TestPerson;
let ben: TestPerson;
let roomId: string;
const ids: string[] = [];
let his: RoomHandle;

/** Writes without a client, so that it is quick and the ids are known. */
async function write(content: Record<string, unknown>, type = "m.room.message"): Promise<string> {
  const { baseUrl, accessToken } = anna.credentials();
  const url = `${baseUrl}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/${type}/${Math.random()}`;
  const answer = await fetch(url, {
    method: "PUT",
    headers: { Authorization: `Bearer ${accessToken}` },
    body: JSON.stringify(content),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { event_id: string }).event_id;
}

beforeAll(async () => {
  [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
  roomId = await commonRoom([anna, ben], { encrypted: false, name: "Akten" });
  for (const body of LINES) ids.push(await write({ msgtype: "m.text", body }));
  // A device that knows nothing of the room but its end.
  const fresh = await people.signIn(ben.user);
  his = fresh.session.openRoom(roomId);
  await until(his.timeline, ({ items }) => textsOf(items).includes(LINES.at(-1) ?? ""));
}, 90_000);
afterAll(() => {
  his.close();
  people.stop();
});

const shown = (): readonly string[] => textsOf(his.timeline.get().items);

describe("a message of long ago", () => {
  it("is shown among its neighbours, apart from the newest messages", async () => {
    expect(shown()).not.toContain("Zeile 20");
    const before = his.timeline.get().stretch;
    expect(await his.showAround(ids[20] ?? "")).toBe(ids[20]);
    expect(his.timeline.get()).toMatchObject({ canLoadNewer: true });
    expect(his.timeline.get().stretch).not.toBe(before);
    expect(shown()).toContain("Zeile 20");
    expect(shown()).not.toContain("Zeile 119");
  });

  it("takes reactions and edits that come while it is looked at", async () => {
    await write(
      { "m.relates_to": { rel_type: "m.annotation", event_id: ids[20], key: "👍" } },
      "m.reaction",
    );
    await until(his.timeline, ({ items }) =>
      messagesOf(items).some(
        (item) => item.eventId === ids[20] && item.reactions.some(({ key }) => key === "👍"),
      ),
    );
    await his.react(ids[20] ?? "", "👍");
    const { canLoadNewer } = await until(his.timeline, ({ items }) =>
      messagesOf(items).some(
        (item) =>
          item.eventId === ids[20] && item.reactions.some(({ count, own }) => own && count === 2),
      ),
    );
    expect(canLoadNewer).toBe(true);
  });

  it("grows in both directions until nothing is missing, without a gap or a repetition", async () => {
    const { stretch } = his.timeline.get();
    while (his.timeline.get().canLoadOlder) await his.loadOlder();
    while (his.timeline.get().canLoadNewer) await his.loadNewer();
    expect(shown()).toEqual(LINES);
    expect(his.timeline.get().stretch).toBe(stretch);
    await write({ msgtype: "m.text", body: "Neu" });
    await until(his.timeline, ({ items }) => textsOf(items).at(-1) === "Neu");
  });
});

describe("ways to a message", () => {
  it("by its day", async () => {
    expect(await his.eventAt(0)).toMatch(/^\$/);
    await expect(his.eventAt(Date.now() + 86_400_000)).rejects.toMatchObject({ code: "not-found" });
  });
  it("that does not exist are refused with a reason, and nothing changes", async () => {
    const before = his.timeline.get();
    await expect(his.showAround("$doesnotexist")).rejects.toMatchObject({ code: "not-found" });
    expect(his.timeline.get().items).toBe(before.items);
  });
  it("back to the newest messages", async () => {
    const again = await people.signIn(ben.user);
    const handle = again.session.openRoom(roomId);
    await until(handle.timeline, ({ items }) => textsOf(items).includes("Neu"));
    await handle.showAround(ids[5] ?? "");
    expect(textsOf(handle.timeline.get().items)).not.toContain("Neu");
    handle.showLatest();
    expect(handle.timeline.get().canLoadNewer).toBe(false);
    expect(textsOf(handle.timeline.get().items)).toContain("Neu");
    handle.close();
  });
});

describe("an answer to something long ago", () => {
  it("says whom and what it answers as soon as somebody sees it", async () => {
    const again = await people.signIn(ben.user);
    const handle = again.session.openRoom(roomId);
    const answer = await write({
      msgtype: "m.text",
      body: "Dazu noch",
      "m.relates_to": { "m.in_reply_to": { event_id: ids[3] } },
    });
    await until(handle.timeline, ({ items }) => textsOf(items).includes("Dazu noch"));
    handle.loadQuoted(ids[3] ?? "");
    const { items } = await until(handle.timeline, (now) =>
      messagesOf(now.items).some((item) => item.replyTo?.preview === "Zeile 3"),
    );
    expect(messagesOf(items).find((item) => item.eventId === answer)?.replyTo?.sender).not.toBe("");
    handle.close();
  });
});

describe("who has read", () => {
  it("stands at the message, for others", async () => {
    const hers = anna.session.openRoom(roomId);
    await until(hers.timeline, ({ items }) => textsOf(items).includes("Dazu noch"));
    his.markRead();
    const { readers } = await until(hers.timeline, (now) =>
      [...now.readers.values()].some((all) => all.some((m) => m.userId === ben.session.userId)),
    );
    expect([...readers.values()].flat().map((member) => member.userId)).not.toContain(
      anna.session.userId,
    );
    hers.close();
  });
});
