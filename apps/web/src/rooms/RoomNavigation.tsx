import { createContext, useContext } from "react";
import type { RoomPanel } from "../routes.ts";

/** Ways inside the room that is open. */
export interface RoomNavigation {
  readonly roomId: string;
  /** Opens a panel beside the room; `detail` says what it is about. */
  readonly openPanel: (name: RoomPanel, detail?: string) => void;
  readonly closePanel: () => void;
  /** Brings a message into sight, wherever in the history it stands. */
  readonly showEvent: (eventId: string) => void;
  /** Opens a thread at one of its answers. */
  readonly openThread: (rootId: string, eventId: string) => void;
  /** Has something done before another message is brought into sight. @returns what ends it */
  readonly beforeJump: (note: () => void) => () => void;
  /** The message that was asked for; undefined for none in particular. */
  readonly eventId: string | undefined;
}

const RoomNavigationContext = createContext<RoomNavigation | undefined>(undefined);

export const RoomNavigationProvider = RoomNavigationContext.Provider;

/** For whatever stands inside a room. */
export function useRoomNavigation(): RoomNavigation {
  const value = useContext(RoomNavigationContext);
  if (!value) throw new Error("useRoomNavigation needs a RoomNavigationProvider around it");
  return value;
}
