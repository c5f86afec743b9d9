import type { MatrixSession } from "@plenum/matrix";
import { useCallback, useMemo } from "react";
import { ApiClient } from "../api/client.ts";
import { useApp } from "../app/AppContext.tsx";
import { useResource } from "../app/use-resource.ts";
import { createCallStore } from "../call/call-store.ts";
import { syncDrafts } from "../composer/draft-sync.ts";
import { createDraftStore } from "../composer/drafts.ts";
import { createUploadStore } from "../composer/uploads.ts";
import { createRecoveryStore } from "../encryption/recovery-store.ts";
import { createMeetingsStore } from "../meetings/meetings-store.ts";
import { createPeopleStore } from "../presence/people-store.ts";
import type { WorkspaceServices } from "./WorkspaceContext.tsx";

/** Makes the stores of a session when it opens and lets go of everything when it closes. */
export function useServices(
  session: MatrixSession,
  signOut: () => Promise<void>,
): WorkspaceServices | undefined {
  const { vault, config } = useApp();
  const stores = useResource(
    useCallback(() => {
      const api = new ApiClient(() => session.openIdToken());
      const call = createCallStore({ session, api });
      const uploads = createUploadStore(session);
      const recovery = createRecoveryStore(session, vault);
      const drafts = createDraftStore(session.userId, localStorage);
      const stopDrafts = session.guestOf === undefined ? syncDrafts(session, drafts) : undefined;
      const people = createPeopleStore({ session, api, call, agency: config.agency.switches });
      return {
        value: {
          session,
          api,
          call,
          uploads,
          recovery,
          drafts,
          people,
          meetings: createMeetingsStore(),
        },
        close: () => {
          stopDrafts?.();
          people.dispose();
          recovery.dispose();
          uploads.dispose();
          call.dispose();
        },
      };
    }, [session, vault, config]),
  );
  return useMemo(() => stores && { ...stores, signOut }, [stores, signOut]);
}
