import type { RoomSummary } from "@plenum/matrix";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { parseRoute } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** The room or space that the address is at; for dialogs over it. */
export function useAddressRoom(): RoomSummary | undefined {
  const { session } = useWorkspace();
  const [location] = useLocation();
  const route = parseRoute(location);
  const id =
    route.kind === "room" ? route.roomId : route.kind === "space" ? route.spaceId : undefined;
  return useObservable(session.rooms).get(id ?? "");
}
