import type { AdminGuestLinkList, AdminGuestLinkFilter } from "@plenum/model";
import type { Pool } from "pg";
import { z } from "zod";
import { inMilliseconds, readTimeCursor, timeCursor } from "../database/time-cursor.ts";
import { LINK_COLUMNS, linkOf, shownLink } from "./link-store.ts";

const besideSchema = z.object({ title: z.string(), inside: z.coerce.number() });

/** Conditions for what callers ask for. `current` links can be entered by or still have guests. */
const STATES: Readonly<Record<AdminGuestLinkFilter, string>> = {
  current: "link.revoked_at IS NULL AND link.expires_at > now()",
  over: "(link.revoked_at IS NOT NULL OR link.expires_at <= now())",
  all: "true",
};

const CREATED = inMilliseconds("link.created_at");

/** Guest links of all rooms, as administrators look them up. */
export class GuestLinkRegister {
  constructor(private readonly pool: Pool) {}

  /**
   * Links, newest first.
   * @param search part of the room's title, of the link's label or of its maker's id, or the link's id
   * @param before `next` of the page before
   */
  async list(query: {
    readonly search: string;
    readonly state: AdminGuestLinkFilter;
    readonly before: string | undefined;
    readonly limit: number;
  }): Promise<AdminGuestLinkList> {
    const cursor = readTimeCursor(query.before);
    const found = await this.pool.query(
      `SELECT ${LINK_COLUMNS}, conference.title,
         (SELECT count(*) FROM guest_entries AS entry WHERE entry.link_id = link.id
            AND entry.state IN ('waiting', 'inside') AND entry.expires_at > now()) AS inside
       FROM guest_links AS link JOIN conferences AS conference USING (room_id)
       WHERE ${STATES[query.state]}
         AND ($1 = '' OR link.id::text = $1
           OR position(lower($1) IN lower(conference.title)) > 0
           OR position(lower($1) IN lower(link.label)) > 0
           OR position(lower($1) IN lower(link.created_by)) > 0)
         AND ($2::timestamptz IS NULL OR (${CREATED}, link.id::text) < ($2, $3))
       ORDER BY ${CREATED} DESC, link.id::text DESC LIMIT $4`,
      [query.search, cursor?.time ?? null, cursor?.id ?? null, query.limit + 1],
    );
    const rows = found.rows.slice(0, query.limit).map((raw) => {
      const { guests: _guests, ...link } = shownLink(linkOf(raw));
      return Object.assign(link, besideSchema.parse(raw));
    });
    const last = found.rows.length > query.limit ? rows.at(-1) : undefined;
    return {
      links: rows,
      ...(last === undefined
        ? {}
        : { next: timeCursor({ time: new Date(last.createdAt), id: last.id }) }),
    };
  }
}
