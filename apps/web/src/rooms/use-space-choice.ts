import type { RoomSummary } from "@plenum/matrix";
import { useState } from "react";

const STORED = "plenum.space";

/** The space whose rooms the list shows; remembered by this device, gone when one has left it. */
export function useSpaceChoice(
  rooms: ReadonlyMap<string, RoomSummary>,
): readonly [string | undefined, (spaceId: string | undefined) => void] {
  const [chosen, setChosen] = useState(() => localStorage.getItem(STORED) ?? undefined);
  const room = rooms.get(chosen ?? "");
  const there = room?.isSpace === true && room.membership === "join";
  return [
    there ? chosen : undefined,
    (spaceId) => {
      setChosen(spaceId);
      if (spaceId === undefined) localStorage.removeItem(STORED);
      else localStorage.setItem(STORED, spaceId);
    },
  ];
}
