import {
  isGuestUserId,
  placeOfConferenceName,
  type RunningCalls,
  type AdminRoomList,
} from "@plenum/model";
import type { Pool } from "pg";
import { z } from "zod";
import type { ConferenceControl } from "../calls/conference-control.ts";
import { inMilliseconds, readTimeCursor, timeCursor } from "../database/time-cursor.ts";

const kindSchema = z.enum(["meeting", "lecture", "committee", "training"]);
const runningRow = z.object({ room_id: z.string(), title: z.string(), kind: kindSchema });
const roomRow = runningRow.extend({
  encrypted: z.boolean(),
  created_by: z.string(),
  created_at: z.date(),
  open_links: z.coerce.number(),
  guests_inside: z.coerce.number(),
});

const CREATED = inMilliseconds("c.created_at");

/** What administrators look at: calls that run now, and conference rooms. */
export class Overview {
  constructor(
    private readonly pool: Pool,
    private readonly control: Pick<ConferenceControl, "conferences" | "answers">,
    private readonly serverName: string,
  ) {}

  /**
   * Calls that run now, the largest first. Of a room that is no conference room neither name nor id
   * is told: who calls whom is not the administrators' business.
   * @throws ConferenceServerUnreachable
   */
  async running(): Promise<RunningCalls> {
    if (!this.control.answers()) return { known: false, calls: [] };
    const { conferences } = await this.control.conferences();
    const places = conferences.flatMap(({ name, participants }) => {
      const place = placeOfConferenceName(name);
      if (place === undefined || place.subRoom !== undefined || participants.length === 0)
        return [];
      return [{ roomId: place.roomId, participants }];
    });
    const known = await this.conferencesAmong(places.map(({ roomId }) => roomId));
    const calls = places.map(({ roomId, participants }) => {
      const people = new Set(participants.map(({ userId }) => userId));
      const guests = [...people].filter((id) => isGuestUserId(id, this.serverName)).length;
      return Object.assign({ people: people.size, guests }, known.get(roomId));
    });
    return { known: true, calls: calls.toSorted((a, b) => b.people - a.people) };
  }

  private async conferencesAmong(
    roomIds: readonly string[],
  ): Promise<
    ReadonlyMap<string, Pick<z.infer<typeof runningRow>, "title" | "kind"> & { roomId: string }>
  > {
    const found = await this.pool.query(
      "SELECT room_id, title, kind FROM conferences WHERE room_id = ANY ($1)",
      [roomIds],
    );
    return new Map(
      found.rows.map((raw) => {
        const { room_id: roomId, title, kind } = runningRow.parse(raw);
        return [roomId, { roomId, title, kind }];
      }),
    );
  }

  /**
   * Conference rooms, newest first.
   * @param search part of a title or of its maker's id
   * @param before `next` of the page before
   */
  async rooms(search: string, before: string | undefined, limit: number): Promise<AdminRoomList> {
    const cursor = readTimeCursor(before);
    const found = await this.pool.query(
      `SELECT c.room_id, c.title, c.kind, c.encrypted, c.created_by, c.created_at,
         (SELECT count(*) FROM guest_links l WHERE l.room_id = c.room_id
            AND l.revoked_at IS NULL AND l.expires_at > now() AND l.uses < l.max_uses) AS open_links,
         (SELECT count(*) FROM guest_entries e
            WHERE e.room_id = c.room_id AND e.state = 'inside') AS guests_inside
       FROM conferences c
       WHERE ($1 = '' OR position(lower($1) IN lower(c.title)) > 0
                      OR position(lower($1) IN lower(c.created_by)) > 0)
         AND ($2::timestamptz IS NULL OR (${CREATED}, c.room_id) < ($2, $3))
       ORDER BY ${CREATED} DESC, c.room_id DESC LIMIT $4`,
      [search, cursor?.time ?? null, cursor?.id ?? null, limit + 1],
    );
    const rows = found.rows.map((row) => roomRow.parse(row));
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      rooms: shown.map((row) => ({
        roomId: row.room_id,
        title: row.title,
        kind: row.kind,
        encrypted: row.encrypted,
        createdBy: row.created_by,
        createdAt: row.created_at.toISOString(),
        openLinks: row.open_links,
        guestsInside: row.guests_inside,
      })),
      ...(last === undefined
        ? {}
        : { next: timeCursor({ time: last.created_at, id: last.room_id }) }),
    };
  }
}
