import type { MatrixSession } from "@plenum/matrix";
import { createContext, useContext } from "react";
import type { ApiClient } from "../api/client.ts";
import type { CallStore } from "../call/call-store.ts";
import type { DraftStore } from "../composer/drafts.ts";
import type { UploadStore } from "../composer/uploads.ts";
import type { RecoveryStore } from "../encryption/recovery-store.ts";
import type { MeetingsStore } from "../meetings/meetings-store.ts";
import type { PeopleStore } from "../presence/people-store.ts";

/** What the views of one signed-in person share. A guest has the same, with one room. */
export interface WorkspaceServices {
  readonly session: MatrixSession;
  readonly api: ApiClient;
  readonly call: CallStore;
  readonly drafts: DraftStore;
  readonly uploads: UploadStore;
  readonly recovery: RecoveryStore;
  readonly meetings: MeetingsStore;
  /** Presence, profiles and contacts, loaded after the start. */
  readonly people: PeopleStore;
  readonly signOut: () => Promise<void>;
}

const WorkspaceContext = createContext<WorkspaceServices | undefined>(undefined);

export const WorkspaceProvider = WorkspaceContext.Provider;

/** The signed-in person's session, stores and API. */
export function useWorkspace(): WorkspaceServices {
  const value = useContext(WorkspaceContext);
  if (!value) throw new Error("useWorkspace needs a WorkspaceProvider around it");
  return value;
}
