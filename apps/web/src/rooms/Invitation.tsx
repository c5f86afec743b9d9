import type { RoomSummary } from "@plenum/matrix";
import { Button, InlineMessage } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { roomPath, spacePath } from "../routes.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { RoomAvatar } from "./RoomAvatar.tsx";

/** An invitation in the list: who asks whereto, accept or decline; or that one has asked oneself. */
export function Invitation({ room }: { room: RoomSummary }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState<"accept" | "decline">();
  const [failed, setFailed] = useState<string>();

  const act = async (what: "accept" | "decline"): Promise<void> => {
    setBusy(what);
    setFailed(undefined);
    try {
      if (what === "accept") {
        await session.joinRoom(room.id);
        navigate(room.isSpace ? spacePath(room.id) : roomPath(room.id));
      } else {
        await session.leaveRoom(room.id);
      }
    } catch (error) {
      setFailed(t(`problem.matrix.${failureCode(error)}`));
    } finally {
      setBusy(undefined);
    }
  };

  const asked = room.membership === "knock";
  return (
    <div className="pl-invitation">
      <RoomAvatar room={room} size={24} />
      <div className="pl-invitation__text">
        <span className="pl-invitation__name">{room.name}</span>
        {room.invitedBy === undefined ? null : (
          <span className="pl-small pl-muted">
            {t("list.invitedBy", {
              name: inviter(room.invitedBy, room.inviterName, session.serverName),
            })}
          </span>
        )}
        {asked ? <span className="pl-small pl-muted">{t("list.waiting")}</span> : null}
        <span className="pl-row">
          {asked ? null : (
            <Button
              size="small"
              variant="primary"
              busy={busy === "accept"}
              aria-label={t("list.acceptInvitation", { room: room.name })}
              onClick={() => void act("accept")}
            >
              {t("list.accept")}
            </Button>
          )}
          <Button
            size="small"
            variant="quiet"
            busy={busy === "decline"}
            aria-label={t(asked ? "list.withdrawFrom" : "list.declineInvitation", {
              room: room.name,
            })}
            onClick={() => void act("decline")}
          >
            {t(asked ? "list.withdraw" : "list.decline")}
          </Button>
        </span>
        {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
      </div>
    </div>
  );
}

/** Name of who invites; somebody from elsewhere carries the organisation's server. */
function inviter(userId: string, name: string | undefined, ownServer: string): string {
  const end = `:${ownServer}`;
  const known = name !== undefined && name !== userId;
  if (userId.endsWith(end)) return known ? name : userId.slice(1, -end.length);
  return known ? `${name} (${userId.slice(userId.indexOf(":") + 1)})` : userId;
}
