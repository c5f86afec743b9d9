import { classes } from "@plenum/ui";
import { lazy, Suspense, useEffect, useMemo } from "react";
import type { ReactNode } from "react";
import { useLocation, useSearch } from "wouter";
import { useStore } from "zustand";
import { useApp } from "../app/AppContext.tsx";
import { ErrorBoundary } from "../app/ErrorBoundary.tsx";
import { CallComing } from "../call/CallComing.tsx";
import { useObservable } from "../app/observable.ts";
import { adminTexts } from "../admin/texts.ts";
import { callDockTexts } from "../call/texts.ts";
import { directoryTexts } from "../directory/texts.ts";
import { guestTexts } from "../guests/texts.ts";
import { joinTexts } from "../join/texts.ts";
import { lobbyTexts } from "../lobby/texts.ts";
import { spaceTexts } from "../spaces/texts.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { searchTexts } from "../search/texts.ts";
import { inboxTexts } from "../inbox/texts.ts";
import { meetingsTexts } from "../meetings/texts.ts";
import { contactsTexts } from "../contacts/texts.ts";
import { settingsTexts } from "../settings/texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { RoomList } from "../rooms/RoomList.tsx";
import { RoomViewLater } from "../rooms/room-view-later.ts";
import { shortCount, totalOf } from "../rooms/attention.ts";
import { parseDialog, parseEventId, parseRoute, parseVia, roomPath } from "../routes.ts";
import { useFrameShortcuts } from "./use-frame-shortcuts.ts";
import { useDialogAddress } from "./dialog-address.ts";
import { Home } from "./Home.tsx";
import { Rail } from "./Rail.tsx";
import { StatusLines } from "./StatusLines.tsx";
import { ViewBroke } from "./ViewBroke.tsx";
import { useWorkspace } from "./WorkspaceContext.tsx";
import "./frame.css";

const CallDock = lazyView(() => import("../call/CallDock.tsx"), callDockTexts);
const AsideChat = lazyView(() => import("../call/AsideChat.tsx"), callDockTexts);
const LobbyLines = lazyView(() => import("../lobby/LobbyLines.tsx"), lobbyTexts);
const FrameDialogs = lazy(() => import("./FrameDialogs.tsx"));
const InboxPage = lazyView(() => import("../inbox/InboxPage.tsx"), inboxTexts);
const ContactsPage = lazyView(() => import("../contacts/ContactsPage.tsx"), contactsTexts);
const MeetingsPage = lazyView(() => import("../meetings/MeetingsPage.tsx"), meetingsTexts);
const DirectoryPage = lazyView(() => import("../directory/DirectoryPage.tsx"), directoryTexts);
const EnterByLink = lazyView(() => import("../guests/EnterByLink.tsx"), guestTexts);
const JoinRoom = lazyView(() => import("../join/JoinRoom.tsx"), joinTexts);
const SpacePage = lazyView(() => import("../spaces/SpacePage.tsx"), spaceTexts);
const AdminPage = lazyView(() => import("../admin/AdminPage.tsx"), adminTexts);
const SettingsPage = lazyView(() => import("../settings/SettingsPage.tsx"), settingsTexts);

const SearchPage = lazyView(() => import("../search/SearchPage.tsx"), searchTexts);

/** Rail, list and main; which of them a phone shows depends on the address. */
export function Frame(): ReactNode {
  const { t } = useI18n();
  const [location, navigate] = useLocation();
  const search = useSearch();
  const dialog = parseDialog(search);
  const route = parseRoute(location);
  const { call } = useWorkspace();
  const current = useStore(call, (state) => state.current);
  useFrameShortcuts();
  useEffect(() => void RoomViewLater.preload(), []);
  useRecoveryPrompt(dialog === undefined);
  useWindowTitle(route.kind === "room" ? route.roomId : undefined);

  const inCallRoom =
    current !== undefined && route.kind === "room" && route.roomId === current.roomId;
  return (
    <div className={classes("pl-frame", `pl-frame--${route.kind}`)}>
      <a className="pl-skip" href="#main">
        {t("frame.skip")}
      </a>
      <Rail route={route} />
      <RoomList selected={route.kind === "room" ? route.roomId : undefined} />
      <LobbyWatch
        shownRoom={
          route.kind === "room" && route.panel?.name === "lobby" ? route.roomId : undefined
        }
      />
      <main className="pl-main" id="main" tabIndex={-1}>
        <StatusLines />
        <div
          className={classes(
            "pl-main__body",
            inCallRoom && "pl-main__body--call",
            inCallRoom && !current.chatShown && "pl-main__body--call-alone",
          )}
        >
          {current === undefined ? null : (
            // Not the key of the room beside it: siblings with one key stay behind when one goes.
            <ErrorBoundary
              key={`call ${current.roomId}`}
              renderFallback={(retry) =>
                inCallRoom ? (
                  <div className="pl-main__call-coming">
                    <ViewBroke onRetry={retry} />
                  </div>
                ) : null
              }
            >
              <Suspense fallback={inCallRoom ? <CallComing /> : null}>
                <CallDock current={current} here={inCallRoom} />
              </Suspense>
            </ErrorBoundary>
          )}
          <ErrorBoundary
            key={route.kind === "room" ? route.roomId : route.kind}
            renderFallback={(retry) => <ViewBroke onRetry={retry} />}
          >
            <Suspense>
              {inCallRoom && current.aside !== undefined ? (
                <AsideChat key={current.aside} userId={current.aside} />
              ) : route.kind === "room" ? (
                <RoomViewLater
                  key={route.roomId}
                  roomId={route.roomId}
                  panel={route.panel}
                  eventId={parseEventId(search)}
                  onPanel={(panel, eventId) =>
                    navigate(
                      roomPath(route.roomId, {
                        panel,
                        ...(eventId === undefined ? {} : { eventId }),
                      }),
                      { replace: eventId !== undefined },
                    )
                  }
                  onEvent={(eventId) =>
                    navigate(
                      roomPath(route.roomId, {
                        panel: route.panel,
                        ...(eventId === undefined ? {} : { eventId }),
                      }),
                      { replace: eventId === undefined },
                    )
                  }
                />
              ) : null}
              {route.kind === "search" ? <SearchPage /> : null}
              {route.kind === "inbox" ? <InboxPage /> : null}
              {route.kind === "meetings" ? <MeetingsPage address={route.address} /> : null}
              {route.kind === "people" ? <ContactsPage /> : null}
              {route.kind === "directory" ? <DirectoryPage /> : null}
              {route.kind === "space" ? <SpacePage spaceId={route.spaceId} /> : null}
              {route.kind === "join-room" ? (
                <JoinRoom room={route.room} via={parseVia(search)} />
              ) : null}
              {route.kind === "invited" ? <EnterByLink token={route.token} /> : null}
              {route.kind === "settings" ? <SettingsPage /> : null}
              {route.kind === "admin" ? <AdminPage section={route.section} /> : null}
              {route.kind === "home" || route.kind === "unknown" ? (
                <Home unknown={route.kind === "unknown"} />
              ) : null}
            </Suspense>
          </ErrorBoundary>
        </div>
      </main>
      {dialog === undefined ? null : (
        <Suspense>
          <FrameDialogs dialog={dialog} />
        </Suspense>
      )}
    </div>
  );
}

/** Who waits to be let in, as soon as somebody does. */
function LobbyWatch({ shownRoom }: { shownRoom: string | undefined }): ReactNode {
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const waiting = useMemo(
    () => [...rooms.values()].some((room) => room.waiting !== undefined),
    [rooms],
  );
  return (
    <div className="pl-frame__lines">
      {waiting ? (
        <Suspense>
          <LobbyLines shownRoom={shownRoom} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** The window's title: how many mentions wait, where one is, which agency. */
function useWindowTitle(roomId: string | undefined): void {
  const { config } = useApp();
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const { mentions } = totalOf(rooms);
  const name = roomId === undefined ? undefined : rooms.get(roomId)?.name;
  useEffect(() => {
    const count = mentions > 0 ? `(${shortCount(mentions)}) ` : "";
    const place = name === undefined ? "" : `${name} – `;
    document.title = `${count}${place}${config.agency.name}`;
  }, [mentions, name, config]);
}

/** A new device asks once for the recovery code; who goes on without finds a quiet line instead. */
function useRecoveryPrompt(free: boolean): void {
  const { session, recovery } = useWorkspace();
  const dialogs = useDialogAddress();
  const missing = useObservable(session.encryption.status).kind === "needs-recovery-code";
  const skipped = useStore(recovery, (state) => state.skipped);
  const wanted = missing && !skipped && free;
  useEffect(() => {
    if (wanted) dialogs.open("recover");
    // Only a change of the need opens the dialog, not a change of the address.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [wanted]);
}
