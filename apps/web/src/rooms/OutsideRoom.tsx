import type { RoomSummary } from "@plenum/matrix";
import { Button, EmptyState } from "@plenum/ui";
import { DoorOpen } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useSearch } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import JoinRoom from "../join/JoinRoom.tsx";
import { parseVia } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/**
 * What stands at the address of a room that one is not in: what may be known of it and the ways in.
 * A guest has one room only, and no ways to others.
 */
export default function OutsideRoom({
  roomId,
  summary,
}: {
  roomId: string;
  /** Where the list knows the room: invited, or asking. */
  summary: RoomSummary | undefined;
}): ReactNode {
  const { session } = useWorkspace();
  const via = parseVia(useSearch());
  if (session.guestOf !== undefined) return <OutsideGuest roomId={roomId} summary={summary} />;
  return <JoinRoom room={roomId} via={via} here />;
}

function OutsideGuest({
  roomId,
  summary,
}: {
  roomId: string;
  summary: RoomSummary | undefined;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const join = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      await session.joinRoom(roomId);
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  const text = failed ? "failed" : summary === undefined ? "missing" : "notYet";
  return (
    <EmptyState
      headingLevel={1}
      icon={<DoorOpen aria-hidden="true" />}
      title={summary?.name ?? t("joinRoom.guest.missingTitle")}
      actions={
        summary === undefined ? undefined : (
          <Button variant="primary" busy={busy} onClick={() => void join()}>
            {t("joinRoom.join")}
          </Button>
        )
      }
    >
      {t(`joinRoom.guest.${text}`)}
    </EmptyState>
  );
}
