import { joinResponseSchema, subRoomListSchema, subRoomSchema } from "@plenum/model";
import type { JoinResponse, SubRoom } from "@plenum/model";
import { z } from "zod";
import type { ApiClient } from "./client.ts";

/** Milliseconds after which a question counts as not answered. */
const LIMIT = 6_000;

type Api = Pick<ApiClient, "authorised">;

function path(roomId: string, rest = ""): string {
  return `/api/v1/conferences/${encodeURIComponent(roomId)}/sub-rooms${rest}`;
}

/** Sub-rooms that one is in or asked to come to. @throws ApiError */
export async function listSubRooms(api: Api, roomId: string): Promise<readonly SubRoom[]> {
  const answer = await api.authorised({
    method: "GET",
    path: path(roomId),
    limit: LIMIT,
    answer: subRoomListSchema,
  });
  return answer.subRooms;
}

/**
 * Asks people of the call to talk aside.
 * @param id the sub-room; undefined for a new one
 * @throws ApiError
 */
export function inviteAside(
  api: Api,
  roomId: string,
  id: string | undefined,
  people: readonly string[],
): Promise<SubRoom> {
  return api.authorised({
    method: "POST",
    path: path(roomId, id === undefined ? "" : `/${id}/people`),
    body: { people },
    limit: LIMIT,
    answer: subRoomSchema,
  });
}

/** The way into a sub-room. @throws ApiError */
export function joinSubRoom(
  api: Api,
  roomId: string,
  id: string,
  deviceId: string,
): Promise<JoinResponse> {
  return api.authorised({
    method: "POST",
    path: path(roomId, `/${id}/join`),
    body: { deviceId },
    limit: LIMIT,
    answer: joinResponseSchema,
  });
}

/** Declines, or leaves. @throws ApiError */
export async function leaveSubRoom(api: Api, roomId: string, id: string): Promise<void> {
  await api.authorised({
    method: "POST",
    path: path(roomId, `/${id}/leave`),
    limit: LIMIT,
    answer: z.unknown(),
  });
}
