import type { CallHost } from "@plenum/call-widget";
import { RTT_MESSAGE } from "@plenum/model";
import type { CallAnnouncement, MatrixSession, RoomHandle } from "@plenum/matrix";
import type { ApiClient } from "../api/client.ts";
import { createCallFloor } from "./call-floor.ts";
import type { RoomCallKeys } from "./call-keys.ts";
import { createSubRooms } from "./call-sub-rooms.ts";

/**
 * Ties a call to its room: tokens come from the appservice, and the room shows who is in it.
 * Whoever begins it asks the others to come.
 * Announcing must not stop a call: whoever cannot be seen in the room can still be heard.
 */
export function createCallHost(deps: {
  session: MatrixSession;
  api: Pick<ApiClient, "joinConference" | "applyConference" | "giveFloor" | "authorised">;
  roomId: string;
  /** Device of the same person that leaves the call when this one has joined. */
  replaces: () => string | undefined;
  /** Whether nobody else is in the conference, asked where the room says that somebody is. */
  alone: () => Promise<boolean>;
  /** Whether the others are to be called; not by whoever answers them. */
  asks: boolean;
  keys?: RoomCallKeys;
  /** Shows the chat with one person beside the call. */
  writePrivately?: (userId: string) => void;
  /** Reports somebody of the room. */
  report: (userId: string) => void;
  /** Shows who is banned from the room. */
  showBanned?: () => void;
}): CallHost {
  const { session, api, roomId, keys } = deps;
  const { floor, hands, moderation, open, close } = createCallFloor(deps);
  let running:
    | { room: RoomHandle; announcement: Promise<CallAnnouncement | undefined> }
    | undefined;
  return {
    floor,
    hands,
    moderation,
    subRooms: createSubRooms(api, roomId, session.deviceId),
    ...(keys === undefined ? {} : { keys }),
    ...(deps.writePrivately === undefined ? {} : { writePrivately: deps.writePrivately }),
    report: deps.report,
    ...(deps.showBanned === undefined ? {} : { showBanned: deps.showBanned }),
    async join() {
      // Whether the call is encrypted has to be known before anything of it goes out.
      const [answer] = await Promise.all([
        api.joinConference(roomId, session.deviceId),
        keys?.ready(),
      ]);
      return answer;
    },
    async sendLine(text) {
      if (running === undefined) throw new Error("The call is not in a room yet");
      running.room.sendContent("m.room.message", {
        msgtype: "m.text",
        body: text,
        "m.mentions": {},
        [RTT_MESSAGE]: true,
      });
    },
    async joined() {
      open();
      const room = session.openRoom(roomId);
      const replaces = deps.replaces();
      const first = (session.rooms.get().get(roomId)?.callMembers ?? []).length === 0;
      const announcement = room
        .announceCall(replaces === undefined ? {} : { replaces })
        .catch(() => undefined);
      running = { room, announcement };
      const announced = await announcement;
      if (announced === undefined || !deps.asks || session.guestOf !== undefined) return;
      // A device that vanished stays in the room's list for a while: it must not keep this from ringing.
      if (!first && !(await deps.alone())) return;
      const calls = await session.calls();
      // The call may have ended while it was being announced.
      if (running?.announcement === announcement) await calls.ring(roomId, announced.eventId);
    },
    left() {
      close();
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
