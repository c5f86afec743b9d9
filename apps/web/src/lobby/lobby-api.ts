import {
  lobbyOutcomesSchema,
  lobbySchema,
  ownWaitSchema,
  type ChangeLobbyRequest,
  type Lobby,
  type LobbyOutcome,
  type OwnWait,
} from "@plenum/model";
import { z } from "zod";
import type { ApiClient } from "../api/client.ts";

type Api = Pick<ApiClient, "authorised">;

function path(roomId: string, rest = ""): string {
  return `/api/v1/conferences/${encodeURIComponent(roomId)}/lobby${rest}`;
}

/** A room's lobby, for its moderators. @throws ApiError */
export function fetchLobby(api: Api, roomId: string, signal: AbortSignal): Promise<Lobby> {
  return api.authorised({ method: "GET", path: path(roomId), signal, answer: lobbySchema });
}

/** What is left out stays. @throws ApiError */
export function changeLobby(api: Api, roomId: string, change: ChangeLobbyRequest): Promise<Lobby> {
  return api.authorised({ method: "PUT", path: path(roomId), body: change, answer: lobbySchema });
}

/** Lets people in. @returns what became of each @throws ApiError */
export async function admit(
  api: Api,
  roomId: string,
  people: "all" | readonly string[],
): Promise<readonly LobbyOutcome[]> {
  const answer = await api.authorised({
    method: "POST",
    path: path(roomId, "/admit"),
    body: { people },
    answer: lobbyOutcomesSchema,
  });
  return answer.outcomes;
}

/** @param sentence read by those who are refused @throws ApiError */
export async function refuse(
  api: Api,
  roomId: string,
  people: readonly string[],
  sentence: string,
): Promise<readonly LobbyOutcome[]> {
  const answer = await api.authorised({
    method: "POST",
    path: path(roomId, "/refuse"),
    body: { people, sentence },
    answer: lobbyOutcomesSchema,
  });
  return answer.outcomes;
}

/**
 * How it stands for oneself.
 * @param seen of the answer before: the next one comes when something is different
 * @throws ApiError
 */
export function fetchOwnWait(
  api: Api,
  roomId: string,
  seen: string | undefined,
  signal: AbortSignal,
): Promise<OwnWait> {
  const query = seen === undefined ? "" : `?seen=${encodeURIComponent(seen)}`;
  return api.authorised({
    method: "GET",
    path: path(roomId, `/own${query}`),
    signal,
    answer: ownWaitSchema,
  });
}

/** One waits no more. @throws ApiError */
export async function stopWaiting(api: Api, roomId: string): Promise<void> {
  await api.authorised({ method: "DELETE", path: path(roomId, "/own"), answer: z.unknown() });
}
