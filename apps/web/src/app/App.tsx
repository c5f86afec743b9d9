import type { AgencySwitches } from "@plenum/model";
import { ToastProvider } from "@plenum/ui";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { GuestPageLater } from "../guests/guest-page-later.ts";
import { guestTexts } from "../guests/texts.ts";
import { useTexts } from "../i18n/feature-texts.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { RoomViewLater } from "../rooms/room-view-later.ts";
import { parseRoute } from "../routes.ts";
import { preloadSession } from "../session/preload.ts";
import { createSessionStore, type SessionStore } from "../session/session-store.ts";
import { AppProvider, type AppServices } from "./AppContext.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { laterView } from "./later-view.ts";
import { useResource } from "./use-resource.ts";
import { Starting } from "./Starting.tsx";
import { StartFailure } from "./StartFailure.tsx";

const SignInPage = lazy(() => import("../sign-in/SignInPage.tsx"));
const Workspace = laterView(async () => (await import("../shell/Workspace.tsx")).default);

/** The whole client: the page of a guest link, or the workspace behind the sign-in. */
export function App({ config, vault, preferences }: AppServices): ReactNode {
  const { t } = useI18n();
  const services = useMemo(() => ({ config, vault, preferences }), [config, vault, preferences]);
  const [location] = useLocation();
  const route = parseRoute(location);
  return (
    <AppProvider value={services}>
      <ErrorBoundary renderFallback={(retry) => <StartFailure reason="broken" onRetry={retry} />}>
        <ToastProvider closeLabel={t("common.close")}>
          <Suspense fallback={<Starting />}>
            {route.kind === "join" ? <GuestPage token={route.token} /> : <Account {...services} />}
          </Suspense>
        </ToastProvider>
      </ErrorBoundary>
    </AppProvider>
  );
}

function GuestPage({ token }: { token: string | undefined }): ReactNode {
  useTexts(guestTexts);
  return <GuestPageLater token={token} />;
}

function Account({ vault, config }: AppServices): ReactNode {
  // By value: the same switches, read anew, are no reason to begin another session.
  const wording = JSON.stringify(config.agency.switches);
  const switches = useMemo(() => JSON.parse(wording) as AgencySwitches, [wording]);
  const store = useResource(
    useCallback(() => {
      void preloadSession();
      const created = createSessionStore(vault, switches);
      void created.resume();
      return { value: created, close: () => created.dispose() };
    }, [vault, switches]),
  );
  useEffect(() => {
    document.title = config.agency.name;
  }, [config]);
  // A boundary of its own: one further out would take the session's effects down while it waits.
  return (
    <Suspense fallback={<Starting />}>
      {store ? <AccountPhase store={store} /> : <Starting />}
    </Suspense>
  );
}

/**
 * Fetches what a signed-in person sees first, beside the session and not after it; whoever has to
 * sign in first needs it soon. Not left to a `Suspense`: React shows what replaces a fallback
 * only 300 ms after the fallback.
 */
function useViewsOfStart(): boolean {
  const [location] = useLocation();
  const [views] = useState(() =>
    parseRoute(location).kind === "room" ? [Workspace, RoomViewLater] : [Workspace],
  );
  const [fetched, setFetched] = useState(false);
  useEffect(() => {
    void Promise.all(views.map((view) => view.preload())).then(() => setFetched(true));
  }, [views]);
  return fetched;
}

function AccountPhase({ store }: { store: SessionStore }): ReactNode {
  const phase = useStore(store, (state) => state.phase);
  const fetched = useViewsOfStart();
  if (phase.kind === "opening" || (phase.kind === "open" && !fetched)) return <Starting />;
  if (phase.kind === "failed") {
    return <StartFailure reason="unreachable" onRetry={() => void store.resume()} />;
  }
  if (phase.kind === "signed-out") {
    return (
      <SignInPage
        {...(phase.reason === undefined ? {} : { reason: phase.reason })}
        onSignedIn={(credentials) => store.begin(credentials)}
      />
    );
  }
  return <Workspace session={phase.session} onSignOut={() => store.signOut()} />;
}
