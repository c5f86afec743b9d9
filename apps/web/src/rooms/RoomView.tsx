import type { RoomHandle } from "@plenum/matrix";
import { Button, classes, EmptyState, Skeleton, VisuallyHidden } from "@plenum/ui";
import { DoorOpen } from "lucide-react";
import { lazy, Suspense, useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { Composer } from "../composer/Composer.tsx";
import type { ComposerTarget } from "../composer/target.ts";
import { useI18n } from "../i18n/I18n.tsx";
import type { RoomPanel } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { Timeline } from "../timeline/Timeline.tsx";
import { FileDrop } from "../composer/FileDrop.tsx";
import { RoomHeader } from "./RoomHeader.tsx";
import { useRoom } from "./use-room.ts";
import "./room.css";

const SidePanel = lazy(() => import("../people/SidePanel.tsx"));

/** One room: header, timeline, composer, and one side panel at a time. */
export function RoomView({
  roomId,
  panel,
  onPanel,
}: {
  roomId: string;
  panel: RoomPanel | undefined;
  /** Another panel, or none, is wanted. */
  onPanel: (panel: RoomPanel | undefined) => void;
}): ReactNode {
  const handle = useRoom(roomId);
  return (
    <section className={classes("pl-room", panel !== undefined && "pl-room--panel")}>
      {handle ? <OpenRoom handle={handle} panel={panel} onPanel={onPanel} /> : null}
    </section>
  );
}

function OpenRoom({
  handle,
  panel,
  onPanel,
}: {
  handle: RoomHandle;
  panel: RoomPanel | undefined;
  onPanel: (panel: RoomPanel | undefined) => void;
}): ReactNode {
  const { session } = useWorkspace();
  const summary = useObservable(handle.summary);
  const ready = useObservable(session.roomsReady);
  const [target, setTarget] = useState<ComposerTarget>();
  const clearTarget = useCallback(() => setTarget(undefined), []);

  if (!summary) return ready ? <RoomMissing /> : <RoomSkeleton />;
  if (summary.membership !== "join") return <NotJoined roomId={handle.id} name={summary.name} />;
  return (
    <>
      <RoomHeader handle={handle} summary={summary} panel={panel} onPanel={onPanel} />
      <FileDrop roomId={handle.id}>
        <Timeline handle={handle} summary={summary} onTarget={setTarget} />
        <Composer
          handle={handle}
          name={summary.name}
          target={target}
          onTargetDone={clearTarget}
          onTarget={setTarget}
        />
      </FileDrop>
      {panel === undefined ? null : (
        <Suspense>
          <SidePanel
            handle={handle}
            summary={summary}
            panel={panel}
            onClose={() => onPanel(undefined)}
          />
        </Suspense>
      )}
    </>
  );
}

function RoomMissing(): ReactNode {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const [, navigate] = useLocation();
  return (
    <EmptyState
      headingLevel={1}
      icon={<DoorOpen aria-hidden="true" />}
      title={t("room.missingTitle")}
      actions={
        session.guestOf === undefined ? (
          <Button onClick={() => navigate("/")}>{t("room.toList")}</Button>
        ) : undefined
      }
    >
      {t("room.missingText")}
    </EmptyState>
  );
}

function NotJoined({ roomId, name }: { roomId: string; name: string }): ReactNode {
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
  return (
    <EmptyState
      headingLevel={1}
      icon={<DoorOpen aria-hidden="true" />}
      title={name}
      actions={
        <Button variant="primary" busy={busy} onClick={() => void join()}>
          {t("room.join")}
        </Button>
      }
    >
      {failed ? t("room.joinFailed") : t("room.notJoined")}
    </EmptyState>
  );
}

function RoomSkeleton(): ReactNode {
  const { t } = useI18n();
  return (
    <div className="pl-room__skeleton" aria-busy="true">
      <VisuallyHidden>{t("room.loading")}</VisuallyHidden>
      {["30%", "62%", "48%", "70%", "36%"].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  );
}
