import type { RoomSummary } from "@plenum/matrix";
import { leavesNobodyInCharge, readRoomRights } from "@plenum/model";
import { Button, Dialog, InlineMessage } from "@plenum/ui";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { useAddressRoom } from "./use-address-room.ts";
import { useRoom } from "./use-room.ts";
import { useRoomSettings } from "./use-room-settings.ts";

/** Leaving a room, with what it means said before. */
export default function LeaveRoom({ onClose }: { onClose: () => void }): ReactNode {
  const room = useAddressRoom();
  return room === undefined ? null : <Question room={room} onClose={onClose} />;
}

function Question({ room, onClose }: { room: RoomSummary; onClose: () => void }): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const handle = useRoom(room.id);
  const nobodyLeft = useNobodyLeft(room.id, handle?.members);

  const leave = useCallback(async () => {
    setBusy(true);
    setFailed(undefined);
    try {
      await session.leaveRoom(room.id);
      navigate("/", { replace: true });
    } catch (error) {
      setFailed(t(`problem.matrix.${failureCode(error)}`));
      setBusy(false);
    }
  }, [session, room.id, navigate, t]);

  return (
    <Dialog
      title={t(room.isSpace ? "leaveRoom.titleSpace" : "leaveRoom.title", { room: room.name })}
      closeLabel={t("common.close")}
      onClose={onClose}
      onSubmit={() => void leave()}
      actions={
        <>
          <Button variant="quiet" data-autofocus onClick={onClose}>
            {t("leaveRoom.stay")}
          </Button>
          <Button type="submit" variant="danger" busy={busy}>
            {t("leaveRoom.submit")}
          </Button>
        </>
      }
    >
      <p>{t(room.isSpace ? "leaveRoom.textSpace" : "leaveRoom.text")}</p>
      {nobodyLeft ? (
        <InlineMessage tone="warning" boxed>
          {t("leaveRoom.nobodyLeft")}
        </InlineMessage>
      ) : null}
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
    </Dialog>
  );
}

type Members = NonNullable<ReturnType<typeof useRoom>>["members"];
const NOBODY: ReturnType<Members["get"]> = [];
const nobody: Members = { get: () => NOBODY, subscribe: () => () => undefined };

function useNobodyLeft(roomId: string, members: Members | undefined): boolean {
  const { session } = useWorkspace();
  const settings = useRoomSettings(roomId);
  const people = useObservable(members ?? nobody);
  if (settings === undefined) return false;
  return leavesNobodyInCharge(
    session.userId,
    people.map(({ userId, powerLevel, membership }) => ({
      userId,
      power: powerLevel,
      membership,
    })),
    readRoomRights(settings.levels),
  );
}
