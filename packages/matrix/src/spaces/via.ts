import type { Engine } from "../session/engine.ts";
import { serverOf } from "../untrusted/names.ts";

const MOST = 3;

/**
 * Servers through which a room can be reached: the own one, then those with most people in it.
 * @param userIds of those in the room
 * @see https://spec.matrix.org/v1.16/appendices/#routing
 */
export function viaServers(userIds: readonly string[], ownServer: string): readonly string[] {
  const people = new Map<string, number>();
  for (const userId of userIds) {
    const server = serverOf(userId);
    if (server !== "" && server !== ownServer) people.set(server, (people.get(server) ?? 0) + 1);
  }
  const others = [...people].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return [ownServer, ...others.map(([server]) => server)].slice(0, MOST);
}

export function viaOf(engine: Engine, roomId: string): readonly string[] {
  const members = engine.settledRoom(roomId)?.currentState.getMembers() ?? [];
  const present = members.filter((member) => member.membership === "join");
  return viaServers(
    present.map((member) => member.userId),
    serverOf(engine.tokens.credentials.userId),
  );
}
