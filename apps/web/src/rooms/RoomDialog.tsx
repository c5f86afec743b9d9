import { createContext, Suspense, useCallback, useContext, useState } from "react";
import type { ReactNode } from "react";

/** What is shown, given the way to close it. */
export type DialogView = (close: () => void) => ReactNode;

const RoomDialogContext = createContext<((view: DialogView) => void) | undefined>(undefined);

/**
 * Holds the dialog that something inside a room has opened: it outlives the message or menu that
 * asked for it, which may go from the screen meanwhile.
 */
export function RoomDialogHost({ children }: { children: ReactNode }): ReactNode {
  const [view, setView] = useState<DialogView>();
  const show = useCallback((next: DialogView) => setView(() => next), []);
  const close = useCallback(() => setView(undefined), []);
  return (
    <RoomDialogContext value={show}>
      {children}
      <Suspense>{view?.(close)}</Suspense>
    </RoomDialogContext>
  );
}

/** Opens a dialog from anywhere inside a room. */
export function useRoomDialog(): (view: DialogView) => void {
  const value = useContext(RoomDialogContext);
  if (!value) throw new Error("useRoomDialog needs a RoomDialogHost around it");
  return value;
}
