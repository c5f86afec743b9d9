import { CALL_MEMBER_EVENT, userIdSchema } from "@plenum/model";
import type { MatrixSession, RoomSummary } from "../contract.ts";
import { failing, MatrixFailure } from "../errors/failure.ts";
import { accountDataOf } from "../session/account-data.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field, isRecord, text } from "../untrusted/guards.ts";
import { validMxc } from "../untrusted/mxc.ts";
import { cleanName, localpartOf } from "../untrusted/names.ts";
import { readDirectRooms, withDirectRoom } from "./direct.ts";

const MOST_PEOPLE = 20;

type CreateOptions = Parameters<MatrixSession["createRoom"]>[0];

function roomIdOf(answer: unknown): string {
  const roomId = text(answer, "room_id", 255);
  if (roomId === undefined) throw new MatrixFailure("unknown", "The server named no room");
  return roomId;
}

/**
 * Makes a private room. Calls are open to everybody in it, and who is invited later can read what
 * was written before, as one expects of a room at work.
 */
export async function createRoom(engine: Engine, options: CreateOptions): Promise<string> {
  const answer = await engine.api.request({
    method: "POST",
    path: "/v3/createRoom",
    timeout: 120_000,
    body: {
      ...(options.name === "" ? {} : { name: options.name }),
      ...(options.topic === undefined ? {} : { topic: options.topic }),
      preset: options.direct === true ? "trusted_private_chat" : "private_chat",
      visibility: "private",
      is_direct: options.direct === true,
      invite: options.invite,
      power_level_content_override: { events: { [CALL_MEMBER_EVENT]: 0 } },
      initial_state: options.encrypted
        ? [
            {
              type: "m.room.encryption",
              state_key: "",
              content: { algorithm: "m.megolm.v1.aes-sha2" },
            },
          ]
        : [],
    },
  });
  const roomId = roomIdOf(answer);
  const [other] = options.invite;
  if (options.direct === true && other !== undefined) await rememberDirect(engine, other, roomId);
  return roomId;
}

/** Notes a room as the direct message with a person. */
export async function rememberDirect(
  engine: Engine,
  userId: string,
  roomId: string,
): Promise<void> {
  const before = accountDataOf(engine.client, "m.direct");
  await engine.api.request({
    method: "PUT",
    path: path("v3", "user", engine.tokens.credentials.userId, "account_data", "m.direct"),
    body: withDirectRoom(before, userId, roomId),
  });
}

/** Enters a room. @param via servers through which it can be reached */
export async function joinRoom(
  engine: Engine,
  roomIdOrAlias: string,
  via: readonly string[] = [],
): Promise<string> {
  return failing(async () => {
    if (engine.isGone(roomIdOrAlias)) {
      // matrix-js-sdk still has it as joined, and would not ask the server.
      const to = path("v3", "join", roomIdOrAlias);
      await engine.api.request({ method: "POST", path: to, body: {} });
      return roomIdOrAlias;
    }
    const own = engine.tokens.credentials.userId;
    const invitation = engine.client
      .getRoom(roomIdOrAlias)
      ?.currentState.getStateEvents("m.room.member", own);
    const room = await engine.client.joinRoom(roomIdOrAlias, {
      acceptSharedHistory: true,
      ...(via.length === 0 ? {} : { viaServers: via.slice(0, 3) }),
    });
    const inviter = invitation?.getSender();
    const direct = field(invitation?.getContent(), "is_direct") === true;
    if (direct && inviter !== undefined) await rememberDirect(engine, inviter, room.roomId);
    return room.roomId;
  });
}

export async function leaveRoom(engine: Engine, roomId: string): Promise<void> {
  await engine.api.request({
    method: "POST",
    path: path("v3", "rooms", roomId, "leave"),
    body: {},
  });
}

export async function setFavourite(
  engine: Engine,
  roomId: string,
  favourite: boolean,
): Promise<void> {
  const own = engine.tokens.credentials.userId;
  await engine.api.request({
    method: favourite ? "PUT" : "DELETE",
    path: path("v3", "user", own, "rooms", roomId, "tags", "m.favourite"),
    ...(favourite ? { body: { order: 0.5 } } : {}),
  });
}

export async function directRoomWith(
  engine: Engine,
  rooms: ReadonlyMap<string, RoomSummary>,
  userId: string,
): Promise<string> {
  if (!userIdSchema.safeParse(userId).success) {
    throw new MatrixFailure("not-found", "Not a user id");
  }
  const direct = readDirectRooms(accountDataOf(engine.client, "m.direct"));
  const existing = [...direct]
    .filter(([, person]) => person === userId)
    .map(([roomId]) => rooms.get(roomId))
    .filter((room) => room?.membership === "join")
    .toSorted((a, b) => (b?.lastActivity ?? 0) - (a?.lastActivity ?? 0))[0];
  if (existing !== undefined) return existing.id;
  return createRoom(engine, { name: "", encrypted: true, invite: [userId], direct: true });
}

/** People of the server's directory; empty for a term without letters. */
export async function searchPeople(
  engine: Engine,
  term: string,
): Promise<readonly { userId: string; displayName: string; avatarMxc?: string }[]> {
  const search = term.trim().slice(0, 100);
  if (search === "") return [];
  const answer = await engine.api.request({
    method: "POST",
    path: "/v3/user_directory/search",
    body: { search_term: search, limit: MOST_PEOPLE },
  });
  const results = field(answer, "results");
  if (!Array.isArray(results)) return [];
  return results.filter(isRecord).flatMap((entry) => {
    const userId = userIdSchema.safeParse(entry["user_id"]);
    if (!userId.success) return [];
    const avatarMxc = validMxc(entry["avatar_url"]);
    return [
      {
        userId: userId.data,
        displayName: cleanName(entry["display_name"]) || localpartOf(userId.data),
        ...(avatarMxc === undefined ? {} : { avatarMxc }),
      },
    ];
  });
}
