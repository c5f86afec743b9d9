import type { MatrixSession } from "@plenum/matrix";
import { Suspense } from "react";
import type { ReactNode } from "react";
import { Starting } from "../app/Starting.tsx";
import { SearchProvider } from "../search/SearchProvider.tsx";
import { ActionsProvider } from "../shortcuts/Actions.tsx";
import { usePrefetch } from "../session/use-prefetch.ts";
import { PersonCardProvider } from "../people/PersonCardProvider.tsx";
import { useUsable } from "../session/use-usable.ts";
import { Frame } from "./Frame.tsx";
import { OpenElsewhere } from "./OpenElsewhere.tsx";
import { useAfterStart } from "./use-after-start.ts";
import { useServices } from "./use-services.ts";
import { WorkspaceProvider } from "./WorkspaceContext.tsx";

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
        <SearchProvider>
          {/* Whatever inside is still being fetched must not end the services out here. */}
          <Suspense fallback={<Starting />}>
            <PersonCardProvider>
              <Frame />
            </PersonCardProvider>
          </Suspense>
        </SearchProvider>
      </ActionsProvider>
    </WorkspaceProvider>
  );
}

function Background(): ReactNode {
  useAfterStart();
  return null;
}
