import { afterAll, describe, expect, it } from "vitest";
import type { RoomHandle } from "../contract.ts";
import { commonRoom, messagesOf, People, type TestPerson } from "../testing/people.ts";
import { until } from "../testing/until.ts";

const people = new People();
afterAll(() => {
  people.stop();
});

/** Sends as a server could that leaves the encryption out. */
async function writeClear(person: TestPerson, roomId: string, content: object): Promise<string> {
  const { baseUrl, accessToken } = person.credentials();
  const url = `${baseUrl}/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${Math.random()}`;
  const answer = await fetch(url, {
    method: "PUT",
    headers: { Authorization: `Bearer ${accessToken}` },
    body: JSON.stringify(content),
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { event_id: string }).event_id;
}

async function idOf(room: RoomHandle, body: string): Promise<string> {
  const wanted = (item: ReturnType<typeof messagesOf>[number]): boolean =>
    item.body.kind === "text" && item.body.body === body && item.send.kind === "sent";
  const { items } = await until(room.timeline, (now) => messagesOf(now.items).some(wanted));
  return messagesOf(items).find(wanted)?.eventId ?? "";
}

describe("a message in an encrypted room", () => {
  it("that came in the clear says so; one that was encrypted says nothing, and keeps its words", async () => {
    const [anna, ben] = await Promise.all([people.someone("anna"), people.someone("ben")]);
    const roomId = await commonRoom([anna, ben], { encrypted: true, name: "Vertraulich" });
    const hers = anna.session.openRoom(roomId);
    const his = ben.session.openRoom(roomId);
    his.sendText("Verschlüsselt");
    const encrypted = await idOf(hers, "Verschlüsselt");
    const clear = await writeClear(ben, roomId, { msgtype: "m.text", body: "Offen" });
    await writeClear(ben, roomId, {
      msgtype: "m.text",
      body: "* Verfälscht",
      "m.new_content": { msgtype: "m.text", body: "Verfälscht" },
      "m.relates_to": { rel_type: "m.replace", event_id: encrypted },
    });
    await writeClear(ben, roomId, { msgtype: "m.text", body: "Zuletzt" });
    await idOf(hers, "Zuletzt");

    const ordinary = anna.session.encryption.doubtOf(roomId, encrypted);
    const off = ordinary.subscribe(() => undefined);
    // Both are looked at in the same moment: when one is known, so is the other.
    const doubt = anna.session.encryption.doubtOf(roomId, clear);
    expect(await until(doubt, (value) => value !== undefined)).toBe("unencrypted");
    expect(ordinary.get()).toBeUndefined();
    off();
    expect(await idOf(hers, "Verschlüsselt")).toBe(encrypted);
    hers.close();
    his.close();
  });
});
