import type { MatrixSession } from "@plenum/matrix";
import type { OwnWait } from "@plenum/model";
import { Banner, Button, classes } from "@plenum/ui";
import { LogOut } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useApp } from "../app/AppContext.tsx";
import type { CurrentCall } from "../call/call-store.ts";
import { Starting } from "../app/Starting.tsx";
import { useUsable } from "../session/use-usable.ts";
import { useObservable } from "../app/observable.ts";
import { CallComing } from "../call/CallComing.tsx";
import { callDockTexts } from "../call/texts.ts";
import { lazyView, useTexts } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { lobbyTexts } from "../lobby/texts.ts";
import { RoomView } from "../rooms/RoomView.tsx";
import type { OpenPanel } from "../routes.ts";
import { OpenElsewhere } from "../shell/OpenElsewhere.tsx";
import { useServices } from "../shell/use-services.ts";
import { useWorkspace, WorkspaceProvider } from "../shell/WorkspaceContext.tsx";
import { Wordmark } from "../sign-in/Wordmark.tsx";
import { CallDockLater } from "./guest-room-later.ts";
import "../shell/frame.css";

const GuestWaiting = lazyView(() => import("../lobby/GuestWaiting.tsx"), lobbyTexts);

/** What a guest sees: one room with its call and its chat, and the way out. */
export function GuestRoom({
  session,
  inside,
  onLeave,
  onAdmitted,
  onRefused,
}: {
  session: MatrixSession;
  /** Let in a moment ago: true before the session has heard of its room. */
  inside: boolean;
  onLeave: () => Promise<void>;
  /** Whoever had to wait was let in. */
  onAdmitted: (wait: OwnWait) => void;
  onRefused: (wait: OwnWait) => void;
}): ReactNode {
  const services = useServices(session, onLeave);
  const { usable, connection } = useUsable(session);
  if (connection.kind === "elsewhere") return <OpenElsewhere onUseHere={connection.takeOver} />;
  if (!services || !usable || session.guestOf === undefined) return <Starting />;
  return (
    <WorkspaceProvider value={services}>
      <GuestPlace
        roomId={session.guestOf}
        inside={inside}
        onAdmitted={onAdmitted}
        onRefused={onRefused}
      />
    </WorkspaceProvider>
  );
}

interface PlaceProps {
  readonly roomId: string;
  readonly inside: boolean;
  readonly onAdmitted: (wait: OwnWait) => void;
  readonly onRefused: (wait: OwnWait) => void;
}

function GuestPlace(props: PlaceProps): ReactNode {
  const { session } = useWorkspace();
  const known = useObservable(session.rooms).has(props.roomId);
  const ready = useObservable(session.roomsReady);
  return known || ready || props.inside ? <KnownPlace {...props} /> : <Starting />;
}

/** The room, or the place before it while the guest waits. */
function KnownPlace({ roomId, onAdmitted, onRefused }: PlaceProps): ReactNode {
  const { session } = useWorkspace();
  const summary = useObservable(session.rooms).get(roomId);
  const outside = summary?.membership === "knock" || summary?.membership === "invite";
  // Stays until it is decided, and told: the list hears of it in its own time.
  const [waiting, setWaiting] = useState(outside);
  const [straight, setStraight] = useState(false);
  if (waiting || outside) {
    return (
      <Suspense fallback={<Starting />}>
        <GuestWaiting
          roomId={roomId}
          title={summary?.name ?? ""}
          onAdmitted={(wait, joins) => {
            onAdmitted(wait);
            setStraight(joins);
            setWaiting(false);
          }}
          onRefused={onRefused}
        />
      </Suspense>
    );
  }
  return <GuestFrame roomId={roomId} straight={straight} />;
}

function GuestFrame({ roomId, straight }: { roomId: string; straight: boolean }): ReactNode {
  const { t } = useI18n();
  const { config } = useApp();
  const { call, session, signOut } = useWorkspace();
  const current = useStore(call, (state) => state.current);
  const connection = useObservable(session.connection);
  const name = useObservable(session.rooms).get(roomId)?.name;
  const [panel, setPanel] = useState<OpenPanel>();
  const [eventId, setEventId] = useState<string>();
  const [leaving, setLeaving] = useState(false);

  useEffect(() => {
    void call.open(roomId, { straight });
  }, [call, roomId, straight]);
  useEffect(() => {
    document.title = name === undefined ? config.agency.name : `${name} – ${config.agency.name}`;
  }, [name, config]);

  const leave = async (): Promise<void> => {
    setLeaving(true);
    await call.close();
    await signOut();
  };

  return (
    <div className="pl-guest">
      <header className="pl-guest__head">
        <Wordmark />
        <span className="pl-guest__agency">{config.agency.name}</span>
        <Button
          size="small"
          busy={leaving}
          icon={<LogOut aria-hidden="true" />}
          onClick={() => void leave()}
        >
          {t("door.leave")}
        </Button>
      </header>
      <main className="pl-main" id="main">
        {connection.kind === "offline" ? (
          <Banner tone="warning">{t("status.offline")}</Banner>
        ) : null}
        <div
          className={classes(
            "pl-main__body",
            current !== undefined && "pl-main__body--call",
            current !== undefined && !current.chatShown && "pl-main__body--call-alone",
          )}
        >
          {current === undefined ? null : (
            <Suspense fallback={<CallComing />}>
              <GuestCall current={current} />
            </Suspense>
          )}
          <RoomView
            roomId={roomId}
            panel={panel}
            eventId={eventId}
            onPanel={setPanel}
            onEvent={setEventId}
          />
        </div>
      </main>
    </div>
  );
}

function GuestCall({ current }: { current: CurrentCall }): ReactNode {
  useTexts(callDockTexts);
  return <CallDockLater current={current} here />;
}
