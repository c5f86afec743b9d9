import type { MatrixGateway } from "../matrix/gateway.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import { SPEAKING_EVENT_TYPES } from "./read-event.ts";

const PAGE = 100;
/** Pages that are read at most: what is further back is not made good. */
const PAGES = 20;

/**
 * What has happened in a room and is not known yet, in the order of the room's server, oldest first.
 * Reads back until it meets nothing but what is known; so it does not matter in which order, or how
 * often, the server told of it, and whether it could.
 * @param known whether an event was worked off
 * @param far whether an event is so old that nothing before it matters
 */
export async function newsOf(
  gateway: Pick<MatrixGateway, "messages">,
  roomId: string,
  known: (eventId: string) => boolean,
  far: (event: MatrixEvent) => boolean,
): Promise<readonly MatrixEvent[]> {
  const news: MatrixEvent[] = [];
  let from: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const { events, next } = await gateway.messages(roomId, {
      types: SPEAKING_EVENT_TYPES,
      limit: PAGE,
      ...(from === undefined ? {} : { from }),
    });
    const fresh = events.filter(({ event_id: id }) => id !== undefined && !known(id));
    news.push(...fresh);
    // A page that is half known reaches back to where the last reading ended.
    if (fresh.length < PAGE || fresh.some(far) || next === undefined) break;
    from = next;
  }
  return news.toReversed();
}
