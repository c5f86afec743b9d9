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

/** A conversation of two that both know as such, encrypted as the client makes them. */
export async function directTalkOf(host: Account, other: Account): Promise<string> {
  const created = await asPerson(host, "POST", "/_matrix/client/v3/createRoom", {
    preset: "trusted_private_chat",
    is_direct: true,
    invite: [other.userId],
    initial_state: [
      {
        type: "m.room.encryption",
        state_key: "",
        content: { algorithm: "m.megolm.v1.aes-sha2" },
      },
    ],
  });
  const roomId = createdSchema.parse(created).room_id;
  await joinRoom(other, roomId);
  for (const [person, partner] of [
    [host, other],
    [other, host],
  ] as const) {
    const path = `/_matrix/client/v3/user/${encodeURIComponent(person.userId)}/account_data/m.direct`;
    await asPerson(person, "PUT", path, { [partner.userId]: [roomId] });
  }
  return roomId;
}

/**
 * Rings like another client would: with a place in the call of a device that is none.
 * @param lifetime milliseconds
 */
export async function ringAs(person: Account, roomId: string, lifetime: number): Promise<void> {
  const room = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}`;
  const key = encodeURIComponent(`_${person.userId}_OTHER_m.call`);
  const state = `${room}/state/org.matrix.msc3401.call.member/${key}`;
  const focus = { type: "jitsi" };
  const member = await asPerson(person, "PUT", state, {
    application: "m.call",
    call_id: "",
    scope: "m.room",
    device_id: "OTHER",
    expires: 60_000,
    focus_active: focus,
    foci_preferred: [focus],
  });
  const transaction = randomBytes(8).toString("hex");
  await asPerson(person, "PUT", `${room}/send/org.matrix.msc4075.rtc.notification/${transaction}`, {
    notification_type: "ring",
    sender_ts: Date.now(),
    lifetime,
    "m.mentions": {},
    "m.relates_to": { rel_type: "m.reference", event_id: sentSchema.parse(member).event_id },
  });
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
