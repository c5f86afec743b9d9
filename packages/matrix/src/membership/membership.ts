import { userIdSchema } from "@plenum/model";
import type { BannedPerson } from "../contract.ts";
import { failing, MatrixFailure } from "../errors/failure.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { field, isRecord, record, text } from "../untrusted/guards.ts";
import { cleanName, localpartOf } from "../untrusted/names.ts";

const MOST_BANNED = 2000;

/** Servers as they stand in a query; at most three, as links have them. */
export function viaQuery(via: readonly string[]): string {
  const query = new URLSearchParams();
  for (const server of via.slice(0, 3)) query.append("via", server);
  const written = query.toString();
  return written === "" ? "" : `?${written}`;
}

export async function invite(engine: Engine, roomId: string, userId: string): Promise<void> {
  // With a visible history, matrix-js-sdk hands over the keys of it as well (MSC4268).
  await failing(() => engine.client.invite(roomId, userId));
}

/** Removes, bans, or lifts a ban. */
export async function changeMembership(
  engine: Engine,
  roomId: string,
  userId: string,
  change: "kick" | "ban" | "unban",
  reason = "",
): Promise<void> {
  await engine.api.request({
    method: "POST",
    path: path("v3", "rooms", roomId, change),
    body: { user_id: userId, ...(reason.trim() === "" ? {} : { reason: reason.trim() }) },
  });
}

/** Asks to be let in. */
export async function knock(
  engine: Engine,
  idOrAlias: string,
  via: readonly string[],
  reason: string,
): Promise<string> {
  const answer = await engine.api.request({
    method: "POST",
    path: path("v3", "knock", idOrAlias) + viaQuery(via),
    body: reason.trim() === "" ? {} : { reason: reason.trim() },
  });
  const roomId = text(answer, "room_id", 255);
  if (roomId === undefined) throw new MatrixFailure("unknown", "The server named no room");
  return roomId;
}

/** Reads member events of banned people. Pure. */
export function readBanned(chunk: unknown): readonly BannedPerson[] {
  if (!Array.isArray(chunk)) return [];
  return chunk
    .filter(isRecord)
    .slice(0, MOST_BANNED)
    .flatMap((event) => {
      const userId = userIdSchema.safeParse(field(event, "state_key"));
      const content = record(event, "content");
      if (!userId.success || field(content, "membership") !== "ban") return [];
      const before = record(record(event, "unsigned"), "prev_content");
      const reason = cleanName(field(content, "reason"), 500);
      return [
        {
          userId: userId.data,
          displayName:
            cleanName(field(content, "displayname")) ||
            cleanName(field(before, "displayname")) ||
            localpartOf(userId.data),
          ...(reason === "" ? {} : { reason }),
        },
      ];
    });
}

export async function banned(engine: Engine, roomId: string): Promise<readonly BannedPerson[]> {
  const answer = await engine.api.request({
    method: "GET",
    path: path("v3", "rooms", roomId, "members"),
    query: { membership: "ban" },
  });
  return readBanned(field(answer, "chunk"));
}
