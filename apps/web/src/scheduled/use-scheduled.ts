import type { Scheduled, ScheduledMessage } from "@plenum/matrix";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

const nothing = (): undefined => undefined;

/** Messages for later; both undefined until they can be asked for. */
export function useScheduled(): {
  readonly scheduled: Scheduled | undefined;
  readonly messages: readonly ScheduledMessage[] | undefined;
} {
  const { session } = useWorkspace();
  const [scheduled, setScheduled] = useState<Scheduled>();
  useEffect(() => {
    let wanted = true;
    const load = async (): Promise<void> => {
      const loaded = await session.scheduled();
      if (wanted) setScheduled(loaded);
    };
    // Without the network the part that does it cannot be loaded; whoever comes again tries again.
    load().catch(nothing);
    return () => {
      wanted = false;
    };
  }, [session]);
  const subscribe = useCallback(
    (listener: () => void) => scheduled?.messages.subscribe(listener) ?? nothing,
    [scheduled],
  );
  const messages = useSyncExternalStore(subscribe, () => scheduled?.messages.get());
  return { scheduled, messages };
}
