import { Paperclip } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { hasFiles } from "../media/dragged-files.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** The column of a room: files dropped on it are sent into the room. */
export function FileDrop({
  roomId,
  disabled,
  children,
}: {
  roomId: string;
  /** Nothing can be sent into this room. */
  disabled: boolean;
  children: ReactNode;
}): ReactNode {
  const { t } = useI18n();
  const { uploads } = useWorkspace();
  const [over, setOver] = useState(false);
  return (
    <div
      className="pl-room__column"
      role="presentation"
      onDragEnter={(event) => {
        if (hasFiles(event) && !disabled) setOver(true);
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        if (disabled) return;
        uploads.start({ roomId }, [...event.dataTransfer.files]);
      }}
    >
      {children}
      {over ? (
        <div className="pl-drop">
          <Paperclip aria-hidden="true" />
          {t("composer.drop")}
        </div>
      ) : null}
    </div>
  );
}
