import type { MatrixSession } from "@plenum/matrix";
import type { ReactNode } from "react";
import { useObservable } from "../app/observable.ts";
import { Frame } from "./Frame.tsx";
import { OpenElsewhere } from "./OpenElsewhere.tsx";
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
  const connection = useObservable(session.connection);
  // Room handles from before are void afterwards: the frame is made anew.
  if (connection.kind === "elsewhere") return <OpenElsewhere onUseHere={connection.takeOver} />;
  if (!services) return null;
  return (
    <WorkspaceProvider value={services}>
      <Frame />
    </WorkspaceProvider>
  );
}
