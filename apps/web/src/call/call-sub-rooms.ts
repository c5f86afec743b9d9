import type { HostSubRooms } from "@plenum/call-widget";
import type { ApiClient } from "../api/client.ts";

const requests = () => import("../api/sub-rooms.ts");

/** Talking aside in the call of a room. What asks the server for it comes when somebody does. */
export function createSubRooms(
  api: Pick<ApiClient, "authorised">,
  roomId: string,
  deviceId: string,
): HostSubRooms {
  return {
    list: async () => (await requests()).listSubRooms(api, roomId),
    open: async (people) => (await requests()).inviteAside(api, roomId, undefined, people),
    invite: async (id, people) => (await requests()).inviteAside(api, roomId, id, people),
    join: async (id) => (await requests()).joinSubRoom(api, roomId, id, deviceId),
    leave: async (id) => (await requests()).leaveSubRoom(api, roomId, id),
  };
}
