import {
  answerMeetingRequestSchema,
  calendarFeedSchema,
  cancelMeetingRequestSchema,
  changeMeetingRequestSchema,
  createMeetingRequestSchema,
  meetingSchema,
  occurrenceListSchema,
  parseUserId,
  type InstallationConfig,
} from "@plenum/model";
import { calendarText } from "@plenum/model/ics";
import { z } from "zod";
import { callerOf, defineRoute, withStatus, type Route } from "../http/route.ts";
import { invitationEntry } from "./calendar-entry.ts";
import type { CalendarFeeds } from "./feed/feed.ts";
import { feedUrl } from "./feed/route.ts";
import type { MeetingAccess } from "./access.ts";
import type { Meetings } from "./meetings.ts";
import type { ConferencePins } from "./phone/pins.ts";
import { joinUrlOf, nameOf } from "./shown.ts";

const DAY = 24 * 60 * 60 * 1000;
/** Longest stretch of time of one list. */
const MAX_WINDOW = 400 * DAY;

const moment = z.iso.datetime({ offset: true });
const byId = z.object({ id: z.uuid() });
const window = z.object({ from: moment, to: moment }).refine(({ from, to }) => {
  const length = Date.parse(to) - Date.parse(from);
  return length > 0 && length <= MAX_WINDOW;
});

interface MeetingRoutesDependencies {
  readonly config: InstallationConfig;
  readonly meetings: Meetings;
  readonly feeds: CalendarFeeds;
  readonly pins: ConferencePins;
  readonly access: MeetingAccess;
}

/** Scheduling, and the calendar of the caller. */
export function meetingRoutes(deps: MeetingRoutesDependencies): readonly Route[] {
  return [...scheduling(deps), ...reading(deps), ...feedRoutes(deps)];
}

function scheduling({ meetings }: MeetingRoutesDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/meetings",
      operationId: "createMeeting",
      summary: "Schedule a meeting. The same externalKey never makes a second one.",
      security: "session",
      problems: ["forbidden", "conflict", "not-a-conference", "homeserver-unavailable"],
      body: createMeetingRequestSchema,
      success: {
        status: 201,
        description: "The meeting; its room is being made.",
        schema: meetingSchema,
        alternatives: { 200: "The meeting that was made with this externalKey before." },
      },
      async handle(input) {
        const { meeting, fresh } = await meetings.create(callerOf(input).userId, input.body);
        return fresh ? meeting : withStatus(200, meeting);
      },
    }),
    defineRoute({
      method: "patch",
      path: "/api/v1/meetings/{id}",
      operationId: "changeMeeting",
      summary: "Change a meeting, or one occurrence of it, as it was at a version.",
      security: "session",
      problems: ["not-found", "forbidden", "conflict", "homeserver-unavailable"],
      params: byId,
      body: changeMeetingRequestSchema,
      success: { status: 200, description: "The meeting as it is now.", schema: meetingSchema },
      handle: (input) => meetings.change(callerOf(input).userId, input.params.id, input.body),
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/meetings/{id}/cancel",
      operationId: "cancelMeeting",
      summary: "Cancel a meeting, or one occurrence of it.",
      security: "session",
      problems: ["not-found", "forbidden", "homeserver-unavailable"],
      params: byId,
      body: cancelMeetingRequestSchema,
      success: { status: 200, description: "The meeting as it is now.", schema: meetingSchema },
      handle: (input) => meetings.cancel(callerOf(input).userId, input.params.id, input.body),
    }),
    defineRoute({
      method: "post",
      path: "/api/v1/meetings/{id}/answer",
      operationId: "answerMeeting",
      summary: "Accept or decline, for the series or one occurrence.",
      security: "session",
      problems: ["not-found", "forbidden", "conflict", "homeserver-unavailable"],
      params: byId,
      body: answerMeetingRequestSchema,
      success: { status: 200, description: "The meeting as it is now.", schema: meetingSchema },
      handle: (input) => meetings.answer(callerOf(input).userId, input.params.id, input.body),
    }),
  ];
}

function reading({ config, meetings, pins }: MeetingRoutesDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/api/v1/meetings",
      operationId: "listMeetings",
      summary:
        "Occurrences between two moments of what the caller organises or is invited to; 400 days at most.",
      security: "session",
      problems: [],
      query: window,
      success: { status: 200, description: "The occurrences.", schema: occurrenceListSchema },
      async handle(input) {
        const { from, to } = input.query;
        return { occurrences: [...(await meetings.list(callerOf(input).userId, from, to))] };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/meetings/{id}",
      operationId: "getMeeting",
      summary: "One meeting with its people.",
      security: "session",
      problems: ["not-found", "homeserver-unavailable"],
      params: byId,
      success: { status: 200, description: "The meeting.", schema: meetingSchema },
      handle: (input) => meetings.show(callerOf(input).userId, input.params.id),
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/meetings/{id}/invitation.ics",
      operationId: "getInvitation",
      summary: "The meeting as a calendar entry.",
      security: "session",
      problems: ["not-found", "homeserver-unavailable"],
      params: byId,
      success: {
        status: 200,
        description: "iCalendar, RFC 5545.",
        schema: z.string(),
        contentType: "text/calendar; charset=utf-8",
      },
      async handle(input) {
        const { userId } = callerOf(input);
        const { meeting, people } = await meetings.withPeople(userId, input.params.id);
        const own = people.find((person) => person.userId === userId);
        const url = meeting.roomId === undefined ? undefined : joinUrlOf(config, meeting.roomId);
        const { organiser } = meeting;
        const entry = invitationEntry(config, meeting, {
          organiser: { name: parseUserId(organiser).localpart, address: organiser },
          attendee: own && {
            name: nameOf(own),
            address: userId,
            optional: own.optional,
            answer: own.answer,
          },
          url,
          dialIn: await pins.dialInOf(meeting.roomId),
          howTo: url === undefined ? [] : [url],
        });
        return calendarText("PUBLISH", [entry]);
      },
    }),
  ];
}

function feedRoutes({ config, feeds, access }: MeetingRoutesDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/api/v1/calendar-feed",
      operationId: "makeCalendarFeed",
      summary: "Make the address of the caller's calendar anew; the former one is void at once.",
      security: "session",
      problems: ["forbidden"],
      success: {
        status: 201,
        description: "The address, which is shown this once.",
        schema: calendarFeedSchema,
      },
      async handle(input) {
        const { userId } = callerOf(input);
        access.ensureColleague(userId);
        const { token, feed } = await feeds.make(userId);
        return { ...feed, url: feedUrl(config, token) };
      },
    }),
    defineRoute({
      method: "get",
      path: "/api/v1/calendar-feed",
      operationId: "getCalendarFeed",
      summary: "Whether the caller's calendar has an address, and when it was last read.",
      security: "session",
      problems: [],
      success: { status: 200, description: "The feed.", schema: calendarFeedSchema },
      handle: (input) => feeds.ofPerson(callerOf(input).userId),
    }),
    defineRoute({
      method: "delete",
      path: "/api/v1/calendar-feed",
      operationId: "endCalendarFeed",
      summary: "End the address of the caller's calendar.",
      security: "session",
      problems: [],
      success: { status: 204, description: "There is none any more." },
      async handle(input) {
        await feeds.end(callerOf(input).userId);
      },
    }),
  ];
}
