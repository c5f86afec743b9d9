import { z } from "zod";
import { asPerson, createAccount, type Account } from "./accounts.ts";

/** Ids of rooms that show everything a room can look like. */
export interface RoomScene {
  /** With people in every role, and somebody who asks to be let in. */
  readonly busy: string;
  /** Closed in favour of a room at another organisation. */
  readonly closed: string;
  /** The host is not in it, but may ask. */
  readonly outside: string;
  readonly space: string;
}

const createdSchema = z.object({ room_id: z.string() });
const API = "/_matrix/client/v3";
const KNOCK = { type: "m.room.join_rules", state_key: "", content: { join_rule: "knock" } };

/** Prepares rooms of a host for stories about how rooms look. */
export async function roomsToLookAt(host: Account): Promise<RoomScene> {
  const [ben, cem, dora] = await Promise.all(
    ["Ben Krause", "Cem Arslan", "Dora Ihle"].map(async (name) => createAccount(name)),
  );
  if (ben === undefined || cem === undefined || dora === undefined) throw new Error("no people");
  const busy = await roomOf(host, {
    name: "Haushalt 2027",
    topic: "Abstimmung der Titel, Termine bis zur Kabinettsvorlage",
    invite: [ben.userId, dora.userId],
    initial_state: [KNOCK],
  });
  await asPerson(ben, "POST", `${API}/join/${encodeURIComponent(busy)}`, {});
  await asPerson(cem, "POST", `${API}/knock/${encodeURIComponent(busy)}`, {
    reason: "Ich vertrete Frau Krüger",
  });
  const closed = await roomOf(host, { name: "Poststelle" });
  await putState(host, closed, "m.room.tombstone", "", {
    body: "Weiter",
    replacement_room: "!fremd:boese.example",
  });
  const outside = await roomOf(ben, { name: "Personalrat", initial_state: [KNOCK] });
  const space = await roomOf(host, {
    name: "Referat Z 2",
    topic: "Haushalt und Organisation",
    creation_content: { type: "m.space" },
  });
  for (const roomId of [busy, outside]) {
    const via = [host.userId.slice(host.userId.indexOf(":") + 1)];
    await putState(host, space, "m.space.child", roomId, { via });
  }
  return { busy, closed, outside, space };
}

async function roomOf(who: Account, options: Readonly<Record<string, unknown>>): Promise<string> {
  const body = { preset: "private_chat", ...options };
  return createdSchema.parse(await asPerson(who, "POST", `${API}/createRoom`, body)).room_id;
}

/** Writes a state event of a room as that person. */
export async function putState(
  who: Account,
  roomId: string,
  type: string,
  key: string,
  content: Readonly<Record<string, unknown>>,
): Promise<void> {
  const path = `${API}/rooms/${encodeURIComponent(roomId)}/state/${type}`;
  await asPerson(who, "PUT", `${path}/${encodeURIComponent(key)}`, content);
}
