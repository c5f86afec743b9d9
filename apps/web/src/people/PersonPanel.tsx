import type { ReactNode } from "react";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import PersonCard from "./PersonCard.tsx";

/** A person's card beside the room, with an address of its own. */
export default function PersonPanel({ detail, onClose }: PanelProps): ReactNode {
  return <PersonCard userId={detail} onDone={onClose} />;
}
