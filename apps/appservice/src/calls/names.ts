import { parseUserId, shownName, type InstallationConfig } from "@plenum/model";
import type { GuestEntryStore } from "../guests/entry-store.ts";
import type { RoomReader } from "../matrix/room-reader.ts";

interface NameSources {
  readonly config: Pick<InstallationConfig, "serverName">;
  readonly rooms: Pick<RoomReader, "profileName" | "memberName">;
  readonly entries: Pick<GuestEntryStore, "nameOfGuestInside">;
}

/**
 * The name that the call shows: for a guest the one under which he was let in, for a colleague
 * the one in his profile, for somebody from another server the one in the room.
 * @returns undefined for a guest whose stay has ended
 */
export async function nameInCall(
  sources: NameSources,
  roomId: string,
  userId: string,
  guest: boolean,
): Promise<string | undefined> {
  if (guest) return sources.entries.nameOfGuestInside(userId, roomId);
  const { localpart, server } = parseUserId(userId);
  const own = server === sources.config.serverName;
  const name = own
    ? await sources.rooms.profileName(userId)
    : await sources.rooms.memberName(roomId, userId);
  const shown = shownName(name ?? "");
  return shown === "" ? shownName(localpart) : shown;
}
