import type { RoomHandle } from "@plenum/matrix";
import { useObservable } from "../app/observable.ts";

/** What people of a room are called; the id for whoever is not known any more. */
export function useNames(handle: Pick<RoomHandle, "members">): (userId: string) => string {
  const members = useObservable(handle.members);
  return (userId) => members.find((one) => one.userId === userId)?.displayName ?? userId;
}
