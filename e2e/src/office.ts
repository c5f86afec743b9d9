import { z } from "zod";
import { asPerson, createAccount, joinRoom, type Account } from "./accounts.ts";

const roomSchema = z.object({ room_id: z.string() });
const eventSchema = z.object({ event_id: z.string() });

/** A person's rooms with something of everything in them, made through the homeserver alone. */
export interface Office {
  readonly spaceId: string;
  readonly roomId: string;
  /** The first message of a thread. */
  readonly threadId: string;
  readonly colleague: Account;
}

async function createRoom(by: Account, content: object): Promise<string> {
  const made = await asPerson(by, "POST", "/_matrix/client/v3/createRoom", content);
  return roomSchema.parse(made).room_id;
}

async function send(by: Account, roomId: string, type: string, content: object): Promise<string> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/send/${type}/${Math.random()}`;
  return eventSchema.parse(await asPerson(by, "PUT", path, content)).event_id;
}

function text(body: string, more: object = {}): object {
  return { msgtype: "m.text", body, ...more };
}

/** Fills an account: a space, a busy room, something unread, an invitation, a direct message. */
export async function officeOf(account: Account): Promise<Office> {
  const colleague = await createAccount("Jonas Weber");
  const spaceId = await createRoom(account, {
    name: "Abteilung 3",
    topic: "Alles, was die Abteilung angeht",
    creation_content: { type: "m.space" },
  });
  const roomId = await createRoom(account, {
    name: "Haushalt",
    topic: "Planung und Fragen",
    preset: "public_chat",
    visibility: "public",
    invite: [colleague.userId],
  });
  await joinRoom(colleague, roomId);
  await asPerson(
    account,
    "PUT",
    `/_matrix/client/v3/rooms/${encodeURIComponent(spaceId)}/state/m.space.child/${encodeURIComponent(roomId)}`,
    { via: ["localhost"], suggested: true },
  );
  const first = await send(colleague, roomId, "m.room.message", text("Wer kommt am Montag?"));
  const formatted = {
    format: "org.matrix.custom.html",
    formatted_body:
      "<h3>Tagesordnung</h3><ul><li>Zahlen</li><li><code>Titel 511</code></li></ul><blockquote>Bitte vorher lesen</blockquote><table><tr><th>Jahr</th></tr><tr><td>2027</td></tr></table>",
  };
  const agenda = await send(account, roomId, "m.room.message", text("Tagesordnung", formatted));
  await send(account, roomId, "m.reaction", {
    "m.relates_to": { rel_type: "m.annotation", event_id: first, key: "👍" },
  });
  await send(
    account,
    roomId,
    "m.room.message",
    text("Ich komme.", { "m.relates_to": { "m.in_reply_to": { event_id: first } } }),
  );
  await send(
    colleague,
    roomId,
    "m.room.message",
    text("Welche Zahlen?", { "m.relates_to": { rel_type: "m.thread", event_id: agenda } }),
  );
  await send(colleague, roomId, "org.matrix.msc3381.poll.start", {
    "org.matrix.msc1767.text": "Wann?",
    "org.matrix.msc3381.poll.start": {
      kind: "org.matrix.msc3381.poll.disclosed",
      max_selections: 1,
      question: { "org.matrix.msc1767.text": "Wann?" },
      answers: [
        { id: "a", "org.matrix.msc1767.text": "Montag" },
        { id: "b", "org.matrix.msc1767.text": "Dienstag" },
      ],
    },
  });
  const gone = await send(colleague, roomId, "m.room.message", text("Falscher Raum"));
  await asPerson(
    colleague,
    "PUT",
    `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/redact/${encodeURIComponent(gone)}/1`,
    {},
  );
  await asPerson(
    account,
    "PUT",
    `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.pinned_events/`,
    { pinned: [agenda] },
  );
  const mention = { "m.mentions": { user_ids: [account.userId] } };
  await send(colleague, roomId, "m.room.message", text("Anna, bitte ansehen.", mention));
  await createRoom(colleague, { name: "Umzug der Poststelle", invite: [account.userId] });
  const direct = await createRoom(colleague, { is_direct: true, invite: [account.userId] });
  await joinRoom(account, direct);
  await send(colleague, direct, "m.room.message", text("Haben Sie kurz Zeit?"));
  await asPerson(
    account,
    "PUT",
    `/_matrix/client/v3/user/${encodeURIComponent(account.userId)}/account_data/m.direct`,
    { [colleague.userId]: [direct] },
  );
  return { spaceId, roomId, threadId: agenda, colleague };
}
