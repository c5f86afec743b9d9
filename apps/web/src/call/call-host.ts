import type { CallHost } from "@plenum/call-widget";
import type { CallAnnouncement, MatrixSession, RoomHandle } from "@plenum/matrix";
import type { ApiClient } from "../api/client.ts";

/**
 * Ties a call to its room: tokens come from the appservice, and the room shows who is in it.
 * Announcing must not stop a call: whoever cannot be seen in the room can still be heard.
 */
export function createCallHost(deps: {
  session: MatrixSession;
  api: Pick<ApiClient, "joinConference">;
  roomId: string;
}): CallHost {
  const { session, api, roomId } = deps;
  let running:
    | { room: RoomHandle; announcement: Promise<CallAnnouncement | undefined> }
    | undefined;
  return {
    join: () => api.joinConference(roomId, session.deviceId),
    async joined() {
      const room = session.openRoom(roomId);
      const announcement = room.announceCall().catch(() => undefined);
      running = { room, announcement };
      await announcement;
    },
    left() {
      const ended = running;
      running = undefined;
      if (!ended) return;
      void ended.announcement
        .then((announcement) => announcement?.leave())
        .catch(() => undefined)
        .finally(() => ended.room.close());
    },
  };
}
