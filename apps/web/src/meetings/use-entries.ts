import { useCallback, useState } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { listMeetings } from "./api.ts";
import type { Entry } from "./calendar/entries.ts";
import { useEveryTime, useWhileVisible } from "./use-every-time.ts";

/** Milliseconds after which what others have changed is asked for, while the window is looked at. */
const LOOK = 60_000;

export interface Entries {
  /** Undefined until they are there; of another stretch of time, they are not there. */
  readonly entries: readonly Entry[] | undefined;
  /** Why the last question failed; what was there stays. */
  readonly problem: unknown;
  readonly reload: () => void;
}

/** What one has to do with between two moments, kept up to date. @param from and to: milliseconds */
export function useEntries(from: number, to: number): Entries {
  const { api, meetings } = useWorkspace();
  const changes = useStore(meetings, (state) => state.changes);
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<{
    readonly span: string;
    readonly entries?: readonly Entry[];
    readonly problem?: unknown;
  }>();
  const span = `${from} ${to}`;

  const load = useCallback(
    async (signal: AbortSignal) => {
      try {
        const entries = await listMeetings(api, { from, to }, signal);
        if (!signal.aborted) setLoaded({ span, entries });
      } catch (problem) {
        if (signal.aborted) return;
        setLoaded((before) => ({ ...(before?.span === span ? before : { span }), problem }));
      }
    },
    [api, from, to, span],
  );
  useEveryTime(load, `${attempt} ${changes}`);

  const reload = useCallback(() => setAttempt((before) => before + 1), []);
  useWhileVisible(reload, LOOK);

  const current = loaded?.span === span ? loaded : undefined;
  return {
    entries: current?.entries,
    problem: current?.problem,
    reload,
  };
}
