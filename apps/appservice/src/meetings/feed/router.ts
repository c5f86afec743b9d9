import { createHash } from "node:crypto";
import express, { type Request, type Response, type Router } from "express";
import type { Pool } from "pg";
import type { InstallationConfig } from "@plenum/model";
import { calendarText } from "@plenum/model/ics";
import { ApiProblem } from "../../http/api-problem.ts";
import { AttemptLimiter } from "../../http/attempt-limiter.ts";
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
export function feedRouter(deps: {
  readonly config: InstallationConfig;
  readonly pool: Pool;
  readonly store: MeetingStore;
  readonly feeds: CalendarFeeds;
  readonly rooms: RoomReader;
}): Router {
  const { config, store, feeds, rooms } = deps;
  const attempts = new AttemptLimiter(deps.pool, "calendar-feed", {
    perAddress: 20,
    perNetwork: 100,
    within: 300,
  });
  const router = express.Router();
  router.get("/api/v1/calendar/:file", (request, response) => show(request, response));

  async function show(request: Request<{ file: string }>, response: Response): Promise<void> {
    const address = request.ip ?? "";
    await attempts.ensureAllowed(address);
    const token = /^([\w-]{32})\.ics$/.exec(request.params.file)?.[1];
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
    response.set({
      "Cache-Control": "private, no-cache",
      "Content-Disposition": 'inline; filename="plenum.ics"',
      ETag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 24)}"`,
    });
    if (changes.length > 0) {
      response.set("Last-Modified", new Date(Math.max(...changes)).toUTCString());
    }
    // A meeting that somebody was taken off makes nothing newer: the ETag alone decides.
    if (request.headers["if-none-match"] === response.get("ETag")) {
      response.status(304).end();
      return;
    }
    response.type("text/calendar; charset=utf-8").send(text);
  }
  return router;
}
