import type { MatrixSession, RoomHandle } from "@plenum/matrix";
import type { CommandRights } from "./commands.ts";

/** Power that topic and "everybody" need unless the room says otherwise; the server decides. */
const USUAL_POWER = 50;

/** What one may do in a room, as far as it shapes what is offered. */
export function rightsIn(
  handle: Pick<RoomHandle, "myPowerLevel">,
  session: Pick<MatrixSession, "guestOf">,
): CommandRights {
  const power = handle.myPowerLevel.get();
  const elsewhere = session.guestOf === undefined;
  return {
    invite: elsewhere,
    topic: elsewhere && power >= USUAL_POWER,
    mentionEveryone: elsewhere && power >= USUAL_POWER,
    elsewhere,
  };
}
