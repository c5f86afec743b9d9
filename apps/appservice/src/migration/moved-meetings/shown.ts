import type { InstallationConfig } from "@plenum/model";
import { nextOccurrence } from "@plenum/model/calendar";
import {
  movedMeetingSchema,
  type MovedMeetingState,
  type MyMovedMeeting,
} from "@plenum/model/migration";
import { joinUrlOf } from "../../meetings/shown.ts";
import type { MovedRow } from "./store.ts";

/** A meeting of the other system as its organiser sees it. @param now ISO 8601 */
export function shownMoved(
  config: Pick<InstallationConfig, "publicUrl">,
  row: MovedRow,
  now: string,
): MyMovedMeeting {
  return {
    key: row.key,
    subject: row.subject,
    state: stateOf(row, now),
    ...(row.problem === undefined ? {} : { problem: row.problem }),
    oldLink: row.oldLink,
    // Without the UID and what else is for machines.
    ...(row.wish === undefined ? {} : { meeting: movedMeetingSchema.parse(row.wish) }),
    ...(row.meetingId === undefined ? {} : { meetingId: row.meetingId }),
    ...(row.roomId === undefined ? {} : { newLink: joinUrlOf(config, row.roomId) }),
    ...(row.approvedAt === undefined ? {} : { approvedAt: row.approvedAt.toISOString() }),
  };
}

/** How far it is. @param now ISO 8601 */
export function stateOf(
  row: Pick<MovedRow, "wish" | "approvedAt" | "mails">,
  now: string,
): MovedMeetingState {
  if (row.approvedAt !== undefined) {
    const { waiting, sent, failed } = row.mails;
    if (waiting > 0) return "approved";
    if (failed > 0) return "failed";
    return sent > 0 ? "sent" : "approved";
  }
  if (row.wish === undefined) return "impossible";
  return nextOccurrence(row.wish, now) === undefined ? "over" : "prepared";
}
