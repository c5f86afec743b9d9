import type { RoomHandle } from "@plenum/matrix";
import { useLayoutEffect, useState } from "react";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Opens a room as long as the component shows it. */
export function useRoom(roomId: string): RoomHandle | undefined {
  const { session } = useWorkspace();
  const [handle, setHandle] = useState<RoomHandle>();
  useLayoutEffect(() => {
    const opened = session.openRoom(roomId);
    setHandle(opened);
    return () => {
      setHandle(undefined);
      opened.close();
    };
  }, [session, roomId]);
  return handle?.id === roomId ? handle : undefined;
}
