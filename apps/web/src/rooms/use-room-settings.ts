import type { Observable, RoomSettings } from "@plenum/matrix";
import { useCallback } from "react";
import { useObservable } from "../app/observable.ts";
import { useResource } from "../app/use-resource.ts";
import { useRoomWork } from "./use-room-act.ts";

const nothing: Observable<RoomSettings | undefined> = {
  get: () => undefined,
  subscribe: () => () => undefined,
};

/** The settings of a room as they are now; undefined until they are there. */
export function useRoomSettings(roomId: string): RoomSettings | undefined {
  const work = useRoomWork();
  const watched = useResource(
    useCallback(() => {
      const opened = work?.settings(roomId);
      return { value: opened?.value, close: () => opened?.close() };
    }, [work, roomId]),
  );
  return useObservable(watched ?? nothing);
}
