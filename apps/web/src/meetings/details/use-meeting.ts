import { nextOccurrence, occurrenceOf, occurrences } from "@plenum/model/calendar";
import type { Meeting } from "@plenum/model";
import { useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import { useObservable } from "../../app/observable.ts";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { readMeeting } from "../api.ts";
import { useEveryTime, useWhileVisible } from "../use-every-time.ts";

/** Milliseconds between two looks at a meeting, and at one whose room is still being made. */
const LOOK = 60_000;
const ROOM_COMES = 1_500;

/** When what the details are about takes place. */
export interface ShownTime {
  readonly original: string;
  readonly title: string;
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly end: number;
  readonly minutes: number;
  readonly cancelled: boolean;
}

/**
 * The occurrence that an address names; without a name, or where the series no longer has it, the
 * next one, else the last. Undefined for a series without any.
 * @param now milliseconds since the epoch
 */
export function shownTime(
  meeting: Meeting,
  original: string | undefined,
  now: number,
): ShownTime | undefined {
  const named = original === undefined ? undefined : occurrenceOf(meeting, original);
  const planned =
    named ?? nextOccurrence(meeting, new Date(now).toISOString()) ?? occurrences(meeting).at(-1);
  if (planned === undefined) return undefined;
  return {
    original: planned.original,
    title: planned.title ?? meeting.title,
    start: Date.parse(planned.startsAt),
    end: Date.parse(planned.endsAt),
    minutes: planned.minutes,
    cancelled: planned.cancelled || meeting.state === "cancelled",
  };
}

/** A meeting as the server has it; asked for anew when something was changed here. */
export function useMeeting(id: string): {
  readonly meeting: Meeting | undefined;
  readonly problem: unknown;
  readonly retry: () => void;
} {
  const { api, meetings } = useWorkspace();
  const changes = useStore(meetings, (state) => state.changes);
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<{ meeting?: Meeting; problem?: unknown }>({});
  const load = useCallback(
    async (signal: AbortSignal) => {
      try {
        const meeting = await readMeeting(api, id, signal);
        if (!signal.aborted) setLoaded({ meeting });
      } catch (problem) {
        if (signal.aborted) return;
        // What is on the screen stays there while the server is away.
        setLoaded(({ meeting }) => (meeting === undefined ? { problem } : { meeting }));
      }
    },
    [api, id],
  );
  useEveryTime(load, `${attempt} ${changes}`);
  const again = useCallback(() => setAttempt((before) => before + 1), []);
  // The room is made after the meeting; until then the way in is missing.
  const waits = loaded.meeting?.state === "confirmed" && loaded.meeting.roomId === undefined;
  useWhileVisible(again, waits ? ROOM_COMES : LOOK);
  const meeting = loaded.meeting?.id === id ? loaded.meeting : undefined;
  useOwnRoom(meeting);
  return {
    meeting,
    problem: loaded.problem,
    retry: again,
  };
}

/** Nobody wants to accept an invitation to the room of one's own meeting. */
function useOwnRoom(meeting: Meeting | undefined): void {
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const own = meeting?.organiser === session.userId ? (meeting.roomId ?? "") : "";
  const invited = rooms.get(own)?.membership === "invite";
  useEffect(() => {
    // Where it does not work the invitation stays in the list.
    if (invited) session.joinRoom(own).catch(() => undefined);
  }, [session, own, invited]);
}
