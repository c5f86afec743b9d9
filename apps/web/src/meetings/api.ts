import {
  calendarFeedSchema,
  meetingSchema,
  occurrenceListSchema,
  type AttendanceAnswer,
  type CalendarFeed,
  type ChangeMeetingRequest,
  type CreateMeetingRequest,
  type Meeting,
} from "@plenum/model";
import { z } from "zod";
import type { ApiClient } from "../api/client.ts";
import { type Entry, entriesOf } from "./calendar/entries.ts";

/** Milliseconds after which a question counts as not answered. */
const LIMIT = 15_000;

export type MeetingsApi = Pick<ApiClient, "authorised">;

function path(id: string, rest = ""): string {
  return `/api/v1/meetings/${encodeURIComponent(id)}${rest}`;
}

/**
 * What one organises or is invited to between two moments.
 * @param from and to: milliseconds since the epoch, at most 400 days apart
 * @throws ApiError
 */
export async function listMeetings(
  api: MeetingsApi,
  { from, to }: { readonly from: number; readonly to: number },
  signal?: AbortSignal,
): Promise<readonly Entry[]> {
  const query = new URLSearchParams({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  const answer = await api.authorised({
    method: "GET",
    path: `/api/v1/meetings?${query}`,
    ...(signal === undefined ? { limit: LIMIT } : { signal }),
    answer: occurrenceListSchema,
  });
  return entriesOf(answer.occurrences);
}

/** @throws ApiError */
export function readMeeting(api: MeetingsApi, id: string, signal?: AbortSignal): Promise<Meeting> {
  return api.authorised({
    method: "GET",
    path: path(id),
    ...(signal === undefined ? { limit: LIMIT } : { signal }),
    answer: meetingSchema,
  });
}

/** Schedules a meeting and has those invited told. @throws ApiError */
export function createMeeting(api: MeetingsApi, meeting: CreateMeetingRequest): Promise<Meeting> {
  return api.authorised({
    method: "POST",
    path: "/api/v1/meetings",
    body: meeting,
    limit: LIMIT,
    answer: meetingSchema,
  });
}

/** @throws ApiError `conflict` where somebody else has changed it since `version` */
export function changeMeeting(
  api: MeetingsApi,
  id: string,
  change: ChangeMeetingRequest,
): Promise<Meeting> {
  return api.authorised({
    method: "PATCH",
    path: path(id),
    body: change,
    limit: LIMIT,
    answer: meetingSchema,
  });
}

/** Calls off everything, or one occurrence. @throws ApiError */
export async function cancelMeeting(
  api: MeetingsApi,
  id: string,
  cancellation: { readonly original?: string; readonly reason: string },
): Promise<void> {
  await api.authorised({
    method: "POST",
    path: path(id, "/cancel"),
    body: cancellation,
    limit: LIMIT,
    answer: z.unknown(),
  });
}

/** Whether one comes: to the series, or to one occurrence. @throws ApiError */
export async function answerMeeting(
  api: MeetingsApi,
  id: string,
  answer: { readonly answer: Exclude<AttendanceAnswer, "open">; readonly original?: string },
): Promise<void> {
  await api.authorised({
    method: "POST",
    path: path(id, "/answer"),
    body: answer,
    limit: LIMIT,
    answer: z.unknown(),
  });
}

const FEED = "/api/v1/calendar-feed";

/** Whether there is an address under which other calendars read one's meetings. @throws ApiError */
export function readFeed(api: MeetingsApi, signal: AbortSignal): Promise<CalendarFeed> {
  return api.authorised({ method: "GET", path: FEED, signal, answer: calendarFeedSchema });
}

/** A new address; the former one is void at once. @throws ApiError */
export function makeFeed(api: MeetingsApi): Promise<CalendarFeed> {
  return api.authorised({ method: "POST", path: FEED, limit: LIMIT, answer: calendarFeedSchema });
}

/** Nobody reads by the address any more. @throws ApiError */
export async function revokeFeed(api: MeetingsApi): Promise<void> {
  await api.authorised({ method: "DELETE", path: FEED, limit: LIMIT, answer: z.unknown() });
}

/** The meeting as a file for other calendars (RFC 5545). @throws ApiError */
export async function calendarFile(api: MeetingsApi, id: string): Promise<Blob> {
  const text = await api.authorised({
    method: "GET",
    path: path(id, "/invitation.ics"),
    as: "text",
    limit: LIMIT,
    answer: z.string(),
  });
  return new Blob([text], { type: "text/calendar;charset=utf-8" });
}
