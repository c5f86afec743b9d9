import type { NotificationLevel, Observable, RoomSummary, RoomWork } from "../contract.ts";
import { directory, previewOf } from "../directory/directory.ts";
import { banned, changeMembership, invite, knock } from "../membership/membership.ts";
import { inviteEach } from "../membership/invite-many.ts";
import type { Engine } from "../session/engine.ts";
import * as settings from "../settings/change.ts";
import { createRoomAs } from "../settings/create.ts";
import { followUpgrade, upgradeRoom } from "../settings/follow-upgrade.ts";
import { watchSettings } from "../settings/watch.ts";
import * as spaces from "../spaces/spaces.ts";
import { viaOf } from "../spaces/via.ts";
import { joinRoom } from "./actions.ts";
import { markRead, setMarkedUnread, setNotifications, setTag } from "./list-actions.ts";

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const over = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", over);
      resolve();
    };
    const timer = setTimeout(over, milliseconds);
    signal.addEventListener("abort", over);
  });
}

/**
 * What is done to rooms, on whichever engine runs at that moment.
 * @param engine throws MatrixFailure while none runs
 */
export function createRoomWork(
  engine: () => Engine,
  rooms: Observable<ReadonlyMap<string, RoomSummary>>,
): RoomWork {
  // Every method is asynchronous, so that an engine that does not run is a rejected promise.
  return {
    setLowPriority: async (roomId, on) => setTag(engine(), roomId, "m.lowpriority", on),
    setNotifications: async (roomId: string, level: NotificationLevel) =>
      setNotifications(engine(), roomId, level),
    setMarkedUnread: async (roomId, unread) => setMarkedUnread(engine(), roomId, unread),
    markRead: async (roomId) => markRead(engine(), roomId),

    settings: (roomId) => watchSettings(engine(), roomId),
    change: async (roomId, change) => settings.changeRoom(engine(), roomId, change),
    setRole: async (roomId, userId, power) => settings.setRole(engine(), roomId, userId, power),
    isListed: async (roomId) => settings.isListed(engine(), roomId),
    setListed: async (roomId, listed) => settings.setListed(engine(), roomId, listed),
    serverAcl: async (roomId) => settings.serverAcl(engine(), roomId),
    versions: async () => settings.roomVersions(engine()),
    upgrade: async (roomId, version) => upgradeRoom(engine(), roomId, version),
    followUpgrade: async (roomId) => followUpgrade(engine(), rooms.get().get(roomId)),

    invite: async (roomId, userId) => invite(engine(), roomId, userId),
    inviteMany: async (roomId, userIds, options) =>
      inviteEach(userIds, {
        ...options,
        invite: async (userId) => invite(engine(), roomId, userId),
        wait: async (milliseconds) => pause(milliseconds, options.signal),
      }),
    remove: async (roomId, userId, reason) =>
      changeMembership(engine(), roomId, userId, "kick", reason),
    ban: async (roomId, userId, reason) =>
      changeMembership(engine(), roomId, userId, "ban", reason),
    unban: async (roomId, userId) => changeMembership(engine(), roomId, userId, "unban"),
    banned: async (roomId) => banned(engine(), roomId),

    preview: async (idOrAlias, via) => previewOf(engine(), idOrAlias, via),
    join: async (idOrAlias, via) => joinRoom(engine(), idOrAlias, via),
    knock: async (idOrAlias, via, reason) => knock(engine(), idOrAlias, via, reason),

    create: async (options) => createRoomAs(engine(), options),
    directory: async (term, since) => directory(engine(), term, since),
    via: (roomId) => viaOf(engine(), roomId),

    hierarchy: async (spaceId) => spaces.hierarchy(engine(), spaceId),
    addToSpace: async (spaceId, roomId) => spaces.addToSpace(engine(), spaceId, roomId),
    removeFromSpace: async (spaceId, roomId) => spaces.removeFromSpace(engine(), spaceId, roomId),
    setSuggested: async (spaceId, roomId, suggested) =>
      spaces.setSuggested(engine(), spaceId, roomId, suggested),
    orderSpace: async (spaceId, roomIds) => spaces.orderSpace(engine(), spaceId, roomIds),
  };
}
