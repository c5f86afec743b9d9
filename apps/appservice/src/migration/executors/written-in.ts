import { z } from "zod";
import { succeeded, understood, type MigrationHomeserver } from "../homeserver.ts";

const messagesSchema = z.looseObject({ chunk: z.array(z.unknown()), end: z.string().optional() });
/** Answers that are looked through for something that is not the bot's. */
const MOST_PAGES = 50;

/**
 * Whether anybody but the bot has done something in a room besides coming and going. A room in which the
 * bot is not, or that is gone, was not written in.
 */
export async function isWrittenIn(
  homeserver: MigrationHomeserver,
  roomId: string,
): Promise<boolean> {
  const filter = JSON.stringify({
    not_senders: [homeserver.botUserId],
    not_types: ["m.room.member"],
  });
  let from: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = new URLSearchParams({
      dir: "b",
      limit: "1",
      filter,
      ...(from === undefined ? {} : { from }),
    });
    const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/messages?${query.toString()}`;
    const answer = await homeserver.asBot("GET", path);
    if (answer.status === 403 || answer.status === 404) return false;
    const { chunk, end } = understood(messagesSchema, succeeded(answer));
    if (chunk.length > 0) return true;
    if (end === undefined) return false;
    from = end;
  }
  // It is kept where that cannot be told.
  return true;
}
