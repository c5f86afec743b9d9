import type { RoomHandle } from "@plenum/matrix";
import { parseUserId } from "@plenum/model";
import { useObservable } from "../app/observable.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** What people of a room are called; for whoever has gone, what is left of the id. */
export function useNames(handle: Pick<RoomHandle, "members">): (userId: string) => string {
  const { session } = useWorkspace();
  const members = useObservable(handle.members);
  return (userId) => {
    const member = members.find((one) => one.userId === userId);
    if (member !== undefined) return member.displayName;
    try {
      const { localpart, server } = parseUserId(userId);
      return server === session.serverName ? localpart : userId;
    } catch {
      return userId;
    }
  };
}
