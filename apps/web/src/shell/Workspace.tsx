import type { MatrixSession } from "@plenum/matrix";
import { Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { Starting } from "../app/Starting.tsx";
import { ringTexts } from "../call/ring/texts.ts";
import { lazyView } from "../i18n/feature-texts.ts";
import { SearchProvider } from "../search/SearchProvider.tsx";
import { ActionsProvider } from "../shortcuts/Actions.tsx";
import { usePrefetch } from "../session/use-prefetch.ts";
import { PersonCardProvider } from "../people/PersonCardProvider.tsx";
import { useUsable } from "../session/use-usable.ts";
import { Frame } from "./Frame.tsx";
import { OpenElsewhere } from "./OpenElsewhere.tsx";
import { useAfterStart } from "./use-after-start.ts";
import { useServices } from "./use-services.ts";
import { useWorkspace, WorkspaceProvider } from "./WorkspaceContext.tsx";

const RingLayer = lazyView(() => import("../call/ring/RingLayer.tsx"), ringTexts);

/** Everything a signed-in person sees. */
export default function Workspace({
  session,
  onSignOut,
}: {
  session: MatrixSession;
  onSignOut: () => Promise<void>;
}): ReactNode {
  const services = useServices(session, onSignOut);
  const { usable, connection } = useUsable(session);
  usePrefetch(session);
  if (connection.kind === "elsewhere") return <OpenElsewhere onUseHere={connection.takeOver} />;
  if (!services || !usable) return <Starting />;
  return (
    <WorkspaceProvider value={services}>
      <ActionsProvider>
        <Background />
        <PersonCardProvider>
          <SearchProvider>
            {/* First in the order of the keys: whoever is called gets there at once. */}
            <Rings />
            {/* Whatever inside is still being fetched must not end the services out here. */}
            <Suspense fallback={<Starting />}>
              <Frame />
            </Suspense>
          </SearchProvider>
        </PersonCardProvider>
      </ActionsProvider>
    </WorkspaceProvider>
  );
}

/** Calls that ring; fetched when the chats are there. */
function Rings(): ReactNode {
  const { session } = useWorkspace();
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    const idle = requestIdleCallback(() => setWanted(session.guestOf === undefined), {
      timeout: 3_000,
    });
    return () => cancelIdleCallback(idle);
  }, [session]);
  return wanted ? (
    <Suspense>
      <RingLayer />
    </Suspense>
  ) : null;
}

function Background(): ReactNode {
  useAfterStart();
  return null;
}
