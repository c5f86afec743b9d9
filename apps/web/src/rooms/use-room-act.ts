import type { RoomWork } from "@plenum/matrix";
import { useToast } from "@plenum/ui";
import { useCallback } from "react";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** The work on rooms, once its code is there. */
export function useRoomWork(): RoomWork | undefined {
  const { session } = useWorkspace();
  return useLoaded(useCallback(async () => session.roomWork(), [session])).value;
}

/** Does something to a room; what fails is said at the foot of the window. */
export function useRoomAct(): (run: (work: RoomWork) => Promise<unknown>) => Promise<boolean> {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const toast = useToast();
  return useCallback(
    async (run) => {
      try {
        await run(await session.roomWork());
        return true;
      } catch (error) {
        toast({ text: t(`problem.matrix.${failureCode(error)}`) });
        return false;
      }
    },
    [session, t, toast],
  );
}
