import { createHash } from "node:crypto";
import type { Pool } from "pg";
import type { InstallationConfig } from "@plenum/model";
import { calendarText } from "@plenum/model/ics";
import { z } from "zod";
import { ApiProblem } from "../../http/api-problem.ts";
import { AttemptLimiter } from "../../http/attempt-limiter.ts";
import { defineRoute, withHeaders, type Route } from "../../http/route.ts";
import type { RoomReader } from "../../matrix/room-reader.ts";
import { feedEntry } from "../calendar-entry.ts";
import type { MeetingStore } from "../meeting-store.ts";
import type { CalendarFeeds } from "./feed.ts";

const DAY = 24 * 60 * 60 * 1000;
/** How much of the past and of the future a feed holds. */
const PAST = 90 * DAY;
const FUTURE = 5 * 366 * DAY;

/** Where a feed is read. */
export function feedUrl(config: Pick<InstallationConfig, "publicUrl">, token: string): string {
  return `${config.publicUrl}/api/v1/calendar/${token}.ics`;
}

/**
 * A person's calendar for other programs, under a secret address. It says when and what, and where to
 * join; neither who comes nor what the invitation says, since the address may get into other hands.
 */
export function feedRoute(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly store: MeetingStore;
  readonly feeds: CalendarFeeds;
  readonly rooms: RoomReader;
}): Route {
  const { config, store, feeds, rooms } = deps;
  const attempts = new AttemptLimiter(deps.pool, "calendar-feed", {
    perAddress: 20,
    perNetwork: 100,
    within: 300,
  });
  return defineRoute({
    method: "get",
    path: "/api/v1/calendar/{file}",
    operationId: "readCalendarFeed",
    summary: "A person's calendar for other programs: the secret of its address, and `.ics`.",
    security: "none",
    problems: ["not-found", "too-many-attempts", "homeserver-unavailable"],
    params: z.object({ file: z.string() }),
    success: {
      status: 200,
      description: "iCalendar, RFC 5545, with an `ETag`.",
      schema: z.string(),
      contentType: "text/calendar; charset=utf-8",
      alternatives: { 304: "As it was with the `ETag` in `If-None-Match`." },
    },
    async handle({ address, params }) {
      await attempts.ensureAllowed(address);
      const token = /^([\w-]{32})\.ics$/.exec(params.file)?.[1];
      const userId = token === undefined ? undefined : await feeds.read(token);
      if (userId === undefined || !(await rooms.isActive(userId))) {
        await attempts.failed(address);
        throw new ApiProblem("not-found");
      }
      const now = Date.now();
      const meetings = await store.ofPerson(
        userId,
        new Date(now - PAST).toISOString(),
        new Date(now + FUTURE).toISOString(),
      );
      const entries = meetings.map((meeting) => feedEntry(config, meeting));
      const text = calendarText("PUBLISH", entries, { name: `Plenum – ${config.agency.name}` });
      const changes = meetings.map(({ changedAt }) => changedAt.getTime());
      return withHeaders(text, {
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="plenum.ics"',
        ETag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 24)}"`,
        ...(changes.length === 0
          ? {}
          : { "Last-Modified": new Date(Math.max(...changes)).toUTCString() }),
      });
    },
  });
}
