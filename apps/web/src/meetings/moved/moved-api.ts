import { myMovedMeetingsSchema, type MyMovedMeeting } from "@plenum/model/migration";
import type { MeetingsApi } from "../api.ts";

const PATH = "/api/v1/migration/my-meetings";
/** Milliseconds: each meeting asks the homeserver about its people. */
const LIMIT = 60_000;

/** One's meetings in the former system, and what becomes of each. @throws ApiError */
export async function listMoved(
  api: MeetingsApi,
  signal: AbortSignal,
): Promise<readonly MyMovedMeeting[]> {
  const answer = await api.authorised({
    method: "GET",
    path: PATH,
    signal,
    answer: myMovedMeetingsSchema,
  });
  return answer.meetings;
}

/** Makes meetings of them and has everybody invited told; again is as once. @throws ApiError */
export async function approveMoved(api: MeetingsApi, keys: readonly string[]): Promise<void> {
  await api.authorised({
    method: "POST",
    path: `${PATH}/approve`,
    body: { keys },
    limit: LIMIT,
    answer: myMovedMeetingsSchema,
  });
}
