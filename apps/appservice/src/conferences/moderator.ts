import {
  isGuestUserId,
  needsColleague,
  roleMay,
  roleOf,
  type InstallationConfig,
} from "@plenum/model";
import { ApiProblem } from "../http/api-problem.ts";
import type { Caller } from "../http/route.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import { standingIn } from "../matrix/standing.ts";
import type { ProvisioningStore } from "./provisioning-store.ts";

/**
 * The caller's power, if he decides who comes into the conference room.
 * @throws ApiProblem for everybody else
 */
export async function moderatorsPower(
  deps: {
    readonly config: Pick<InstallationConfig, "serverName">;
    readonly rooms: Pick<RoomReader, "standing">;
    readonly conferences: Pick<ProvisioningStore, "conference">;
  },
  roomId: string,
  caller: Caller,
): Promise<number> {
  // A guest with moderator rights moderates; whom the agency lets in is not his to decide.
  const isGuest = isGuestUserId(caller.userId, deps.config.serverName);
  if (isGuest && needsColleague("admit")) throw new ApiProblem("forbidden");
  const { powerLevel } = await standingIn(deps.rooms, roomId, caller.userId);
  if (!roleMay("admit", roleOf(powerLevel, isGuest))) throw new ApiProblem("forbidden");
  if ((await deps.conferences.conference(roomId)) === undefined) {
    throw new ApiProblem("not-a-conference");
  }
  return powerLevel;
}
