import type { MatrixSession } from "@plenum/matrix";
import type { ReactNode } from "react";
import { Frame } from "./Frame.tsx";
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
  if (!services) return null;
  return (
    <WorkspaceProvider value={services}>
      <Frame />
    </WorkspaceProvider>
  );
}
