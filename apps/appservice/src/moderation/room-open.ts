import type { MatrixGateway } from "../matrix/gateway.ts";
import { LOCKED_RULE } from "./changes.ts";

/** Whether moderators have locked a room of the bot, so that nobody new comes in. False where that cannot be known. */
export async function isRoomLocked(
  gateway: Pick<MatrixGateway, "stateContent">,
  roomId: string,
): Promise<boolean> {
  try {
    const rules = await gateway.stateContent(roomId, "m.room.join_rules", "");
    return (
      typeof rules === "object" && rules !== null && Reflect.get(rules, "join_rule") === LOCKED_RULE
    );
  } catch {
    return false;
  }
}
