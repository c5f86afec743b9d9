import type { RoomHandle } from "@plenum/matrix";
import { useCallback } from "react";
import { useResource } from "../app/use-resource.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Opens a room as long as the component shows it. */
export function useRoom(roomId: string): RoomHandle | undefined {
  const { session } = useWorkspace();
  return useResource(
    useCallback(() => {
      const room = session.openRoom(roomId);
      return { value: room, close: () => room.close() };
    }, [session, roomId]),
  );
}
