import type { Pins } from "@plenum/matrix";
import { useMemo } from "react";
import { useObservable } from "../app/observable.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** What is pinned in a room, as it changes. */
export function usePins(roomId: string): Pins {
  const { session } = useWorkspace();
  return useObservable(useMemo(() => session.messages.pins(roomId), [session, roomId]));
}
