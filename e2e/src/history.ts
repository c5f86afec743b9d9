import { randomBytes } from "node:crypto";
import { z } from "zod";
import { asPerson, joinRoom, type Account } from "./accounts.ts";

const createdSchema = z.object({ room_id: z.string() });
const sentSchema = z.object({ event_id: z.string() });

/** A plain room of several people, made without a browser. */
export async function roomOf(name: string, first: Account, ...others: Account[]): Promise<string> {
  const created = await asPerson(first, "POST", "/_matrix/client/v3/createRoom", {
    preset: "private_chat",
    name,
    initial_state: [],
    invite: others.map((account) => account.userId),
  });
  const { room_id: roomId } = createdSchema.parse(created);
  for (const account of others) await joinRoom(account, roomId);
  return roomId;
}

/** Sends any event into a room. @returns its id */
export async function send(
  account: Account,
  roomId: string,
  content: unknown,
  type = "m.room.message",
): Promise<string> {
  const transaction = randomBytes(8).toString("hex");
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/${type}/${transaction}`;
  return sentSchema.parse(await asPerson(account, "PUT", path, content)).event_id;
}

/** Writes numbered lines one after the other. @returns their ids */
export async function writeLines(
  account: Account,
  roomId: string,
  from: number,
  to: number,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let line = from; line <= to; line += 1) {
    ids.push(await send(account, roomId, { msgtype: "m.text", body: `Zeile ${line}.` }));
  }
  return ids;
}

/** Says that somebody has read up to an event. */
export async function markRead(account: Account, roomId: string, eventId: string): Promise<void> {
  const room = encodeURIComponent(roomId);
  const event = encodeURIComponent(eventId);
  await asPerson(account, "POST", `/_matrix/client/v3/rooms/${room}/receipt/m.read/${event}`, {});
}
