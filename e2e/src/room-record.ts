import { z } from "zod";
import { asPerson, type Account } from "./accounts.ts";

const messagesSchema = z.object({
  chunk: z.array(
    z.looseObject({ type: z.string(), sender: z.string(), content: z.looseObject({}) }),
  ),
});

/** The last events of a room as the server keeps them, newest first. */
export async function recordOf(
  account: Account,
  roomId: string,
): Promise<z.infer<typeof messagesSchema>["chunk"]> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/messages?dir=b&limit=100`;
  return messagesSchema.parse(await asPerson(account, "GET", path)).chunk;
}

const stateSchema = z.array(
  z.looseObject({ type: z.string(), state_key: z.string(), content: z.looseObject({}) }),
);

/** Whom the room's state has in the call: one entry a device. */
export async function callMembersOf(account: Account, roomId: string): Promise<readonly string[]> {
  const path = `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state`;
  return stateSchema
    .parse(await asPerson(account, "GET", path))
    .filter(({ type, content }) => {
      return type === "org.matrix.msc3401.call.member" && Object.keys(content).length > 0;
    })
    .map(({ state_key: key }) => key);
}

const powerLevelsSchema = z.looseObject({ events_default: z.number().optional() });
type PowerLevels = z.infer<typeof powerLevelsSchema>;

function powerLevelsPath(roomId: string): string {
  return `/_matrix/client/v3/rooms/${encodeURIComponent(roomId)}/state/m.room.power_levels`;
}

/** Who may do what in a room. */
export async function powerLevelsOf(account: Account, roomId: string): Promise<PowerLevels> {
  return powerLevelsSchema.parse(await asPerson(account, "GET", powerLevelsPath(roomId)));
}

/** Changes who may do what, as somebody who is allowed to. */
export async function setPowerLevels(
  account: Account,
  roomId: string,
  levels: PowerLevels,
): Promise<void> {
  await asPerson(account, "PUT", powerLevelsPath(roomId), levels);
}
