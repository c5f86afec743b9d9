import type { RoomHandle, RoomSummary } from "@plenum/matrix";
import { Banner, Button } from "@plenum/ui";
import { Archive, ArrowRight, History } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { joinRoomPath, roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { successorOf, wayOn } from "./upgrades.ts";

/** A closed room shows where it goes on; one that continues another shows the way back. */
export default function ClosedLine({
  summary,
}: {
  handle: RoomHandle;
  summary: RoomSummary;
}): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  const rooms = useObservable(session.rooms);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  const follow = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      const there = successorOf(rooms, summary.id);
      const work = await session.roomWork();
      navigate(roomPath(there?.id ?? (await work.followUpgrade(summary.id))));
    } catch {
      setFailed(true);
      setBusy(false);
    }
  };

  if (summary.closed !== undefined) {
    const there = successorOf(rooms, summary.id);
    const way = there ? { kind: "follow" as const } : wayOn(summary.closed, session.serverName);
    return (
      <Banner
        tone={failed ? "danger" : "warning"}
        icon={failed ? undefined : <Archive aria-hidden="true" />}
        actions={
          way.kind === "follow" ? (
            <Button
              size="small"
              variant="primary"
              busy={busy}
              icon={<ArrowRight aria-hidden="true" />}
              onClick={() => void follow()}
            >
              {t("roomLines.goOn")}
            </Button>
          ) : way.kind === "look" ? (
            <Button size="small" onClick={() => navigate(joinRoomPath(way.roomId, [way.server]))}>
              {t("roomLines.look")}
            </Button>
          ) : undefined
        }
      >
        {failed
          ? t("roomLines.followFailed")
          : t(`roomLines.closed.${way.kind}`, {
              organisation: way.kind === "look" ? way.server : "",
            })}
      </Banner>
    );
  }
  // Only a way that leads somewhere is worth a line.
  const old = rooms.get(summary.predecessor ?? "");
  if (old === undefined || old.closed?.replacement !== summary.id) return null;
  return (
    <div className="pl-room__line">
      <History aria-hidden="true" />
      {t("roomLines.continues")} <Link href={roomPath(old.id)}>{t("roomLines.toOld")}</Link>
    </div>
  );
}
