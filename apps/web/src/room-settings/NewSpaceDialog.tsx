import type { ReactNode } from "react";
import NewRoomDialog from "./NewRoomDialog.tsx";

/** A new space. */
export default function NewSpaceDialog({ onClose }: { onClose: () => void }): ReactNode {
  return <NewRoomDialog isSpace onClose={onClose} />;
}
