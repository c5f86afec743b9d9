import { isGuestUserId, obstacleTo, readRoomRights } from "@plenum/model";
import type { Administrators } from "../administration/administrators.ts";
import { ApiProblem, refusal } from "../http/api-problem.ts";
import type { RoomReader } from "../matrix/room-reader.ts";

/** Who may read what is written down: administrators everything, moderators what concerns their room. */
export class LogReaders {
  constructor(
    private readonly deps: {
      readonly administrators: Pick<Administrators, "includes">;
      readonly rooms: Pick<RoomReader, "standing" | "stateContent">;
      readonly serverName: string;
    },
  ) {}

  /**
   * @param roomId the one room that is asked for; undefined for all
   * @param act of the table of roles
   * @throws ApiProblem `forbidden`
   */
  async ensure(
    userId: string,
    roomId: string | undefined,
    act: "read-log" | "see-reports",
  ): Promise<"administrator" | "moderator"> {
    const { administrators, rooms, serverName } = this.deps;
    if (await administrators.includes(userId)) return "administrator";
    if (roomId === undefined) {
      throw new ApiProblem("forbidden", { obstacle: "administrators" });
    }
    const standing = await rooms.standing(roomId, userId);
    if (typeof standing === "string") throw new ApiProblem("forbidden");
    const rights = readRoomRights(await rooms.stateContent(roomId, "m.room.power_levels"));
    const actor = { power: standing.powerLevel, isGuest: isGuestUserId(userId, serverName) };
    const obstacle = obstacleTo(act, actor, rights);
    if (obstacle !== undefined) throw refusal(obstacle);
    return "moderator";
  }
}
