import { randomBytes } from "node:crypto";
import { z } from "zod";
import { asPerson, joinRoom, type Account } from "./accounts.ts";

const createdSchema = z.object({ room_id: z.string() });
const sentSchema = z.object({ event_id: z.string() });

/** A room that exists already when a story begins, for stories whose subject is what is said in it. */
export interface Talk {
  readonly roomId: string;
  /** @returns id of the message */
  say(who: Account, text: string, content?: Readonly<Record<string, unknown>>): Promise<string>;
}

/** A room that is not encrypted, with everybody in it. */
export async function talkOf(
  name: string,
  host: Account,
  others: readonly Account[],
): Promise<Talk> {
  const created = await asPerson(host, "POST", "/_matrix/client/v3/createRoom", {
    preset: "private_chat",
    name,
    invite: others.map((person) => person.userId),
  });
  const roomId = createdSchema.parse(created).room_id;
  for (const person of others) await joinRoom(person, roomId);
  return {
    roomId,
    async say(who, text, content = {}) {
      const transaction = randomBytes(8).toString("hex");
      const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/m.room.message/${transaction}`;
      const sent = await asPerson(who, "PUT", path, {
        msgtype: "m.text",
        body: text,
        "m.mentions": {},
        ...content,
      });
      return sentSchema.parse(sent).event_id;
    },
  };
}
