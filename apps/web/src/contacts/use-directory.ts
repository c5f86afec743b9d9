import { useEffect, useState } from "react";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Milliseconds after the last key before the directory is asked. */
const PAUSE = 250;

export interface DirectoryResult {
  readonly state: "idle" | "searching" | "done" | "failed";
  readonly people: readonly { readonly userId: string; readonly displayName: string }[];
}

const IDLE: DirectoryResult = { state: "idle", people: [] };

/** People of the directory for a search term; nobody for an empty one. */
export function useDirectory(term: string): DirectoryResult {
  const { session } = useWorkspace();
  const [result, setResult] = useState<{ term: string; result: DirectoryResult }>();
  useEffect(() => {
    if (term === "") return undefined;
    let wanted = true;
    const search = async (): Promise<void> => {
      let found: DirectoryResult;
      try {
        found = { state: "done", people: await session.searchPeople(term) };
      } catch {
        found = { state: "failed", people: [] };
      }
      if (wanted) setResult({ term, result: found });
    };
    const timer = setTimeout(() => void search(), PAUSE);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [session, term]);
  if (term === "") return IDLE;
  if (result?.term !== term) return { state: "searching", people: result?.result.people ?? [] };
  return result.result;
}
