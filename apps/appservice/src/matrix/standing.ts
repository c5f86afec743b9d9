import { ApiProblem } from "../http/api-problem.ts";
import type { RoomReader, Standing } from "./room-reader.ts";

/**
 * Where somebody who is in a room stands in it.
 * @throws ApiProblem `room-gone`, `not-a-member`
 */
export async function standingIn(
  rooms: Pick<RoomReader, "standing">,
  roomId: string,
  userId: string,
): Promise<Standing> {
  const standing = await rooms.standing(roomId, userId);
  if (standing === "gone") throw new ApiProblem("room-gone");
  if (standing === "not-joined") throw new ApiProblem("not-a-member");
  return standing;
}
