import type { RoomSummary } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { joinRoom, rememberDirect, setFavourite } from "../rooms/actions.ts";
import { setNotifications, setTag } from "../rooms/list-actions.ts";
import { predecessorOf } from "../rooms/upgrade.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { text } from "../untrusted/guards.ts";
import { serverOf } from "../untrusted/names.ts";

/** Closes a room and makes one that continues it. @returns the id of the new room */
export async function upgradeRoom(
  engine: Engine,
  roomId: string,
  version: string,
): Promise<string> {
  const answer = await engine.api.request({
    method: "POST",
    path: path("v3", "rooms", roomId, "upgrade"),
    body: { new_version: version },
    timeout: 120_000,
  });
  const next = text(answer, "replacement_room", 255);
  if (next === undefined) throw new MatrixFailure("unknown", "The server named no room");
  return next;
}

/** Whether a room says itself that it continues another. */
async function continues(engine: Engine, roomId: string, old: string): Promise<boolean> {
  const create = await engine.api
    .request({ method: "GET", path: path("v3", "rooms", roomId, "state", "m.room.create") })
    .catch(() => undefined);
  return predecessorOf(roomId, create) === old;
}

/**
 * Enters the room that continues a closed one, through the server of whoever closed it. What the
 * account keeps of the old one goes along; many servers do that themselves, then it is said twice.
 */
export async function followUpgrade(engine: Engine, old: RoomSummary | undefined): Promise<string> {
  const replacement = old?.closed?.replacement;
  if (old?.closed === undefined || replacement === undefined) {
    throw new MatrixFailure("not-found", "The room does not say where it goes on");
  }
  const roomId = await joinRoom(engine, replacement, [serverOf(old.closed.by)]);
  // A room that knows nothing of the old one is entered, but takes nobody's place.
  if (!(await continues(engine, roomId, old.id))) return roomId;
  // The room is what counts; a star that is missing can be set again.
  await Promise.allSettled([
    old.favourite ? setFavourite(engine, roomId, true) : undefined,
    old.lowPriority ? setTag(engine, roomId, "m.lowpriority", true) : undefined,
    old.notifications === "default"
      ? undefined
      : setNotifications(engine, roomId, old.notifications),
    old.directUserId === undefined ? undefined : rememberDirect(engine, old.directUserId, roomId),
  ]);
  return roomId;
}
