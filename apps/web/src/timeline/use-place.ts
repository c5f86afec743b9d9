import type { RoomHandle, TimelineSnapshot } from "@plenum/matrix";
import { useToast } from "@plenum/ui";
import { useEffect, useRef, useState } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import { openingAt, openingBack, openingOf, type Opening, type Place } from "./opening.ts";
import { positionOfEntry, readPosition } from "./saved-position.ts";

interface Placed {
  readonly place: Place;
  readonly stretch: number;
}

type EventPlace = Extract<Place, { kind: "event" }>;

const END: Place = { kind: "end" };

function isLoaded(handle: RoomHandle, eventId: string): boolean {
  return handle.timeline
    .get()
    .items.some((item) => item.kind === "message" && item.eventId === eventId);
}

/**
 * Where the timeline is read: decided when the room opens, and anew whenever a message is asked
 * for. Loads the stretch of history that is needed for it; what cannot be had is said in a
 * sentence, and the newest messages are shown.
 */
export function usePlace(
  handle: RoomHandle,
  snapshot: TimelineSnapshot,
  unread: number,
  eventId: string | undefined,
  request: number,
): {
  /** Undefined while what belongs there is not loaded yet. */
  readonly place: Place | undefined;
  readonly toLatest: () => void;
} {
  const { t } = useI18n();
  const toast = useToast();
  const { openThread } = useRoomNavigation();
  const there = snapshot.items.length > 0;
  // What is there already is shown with the first rendering, without a skeleton before it.
  const [placed, setPlaced] = useState<Placed | undefined>(() => {
    if (!there) return undefined;
    const saved = readPosition(sessionStorage, handle.id);
    const { needs, place } = openingOf(snapshot, unread, eventId, saved);
    if (needs !== undefined && !isLoaded(handle, needs)) return undefined;
    // A message that was asked for may be an answer in a thread: see below.
    if (place.kind === "event" && place.marked) return undefined;
    return { place, stretch: snapshot.stretch };
  });
  const [opened] = useState(placed !== undefined);
  const going = useRef(0);

  const goTo = (opening: Opening): void => {
    const run = (going.current += 1);
    const arrive = (place: Place): void => {
      if (run === going.current) setPlaced({ place, stretch: handle.timeline.get().stretch });
    };
    // An answer in a thread is read there: the room shows what was said around it.
    const arrivedAt = (at: EventPlace, found: string, asked: string): Place => {
      const thread = at.marked ? handle.threadOf(asked) : undefined;
      if (thread !== undefined && run === going.current) openThread(thread, asked);
      return { ...at, eventId: found, marked: at.marked && thread === undefined };
    };
    const { needs, place } = opening;
    if (needs === undefined || isLoaded(handle, needs)) {
      arrive(place);
      return;
    }
    handle.showAround(needs).then(
      (found) => arrive(place.kind === "event" ? arrivedAt(place, found, needs) : place),
      (error: unknown) => {
        if (run !== going.current) return;
        if (place.kind === "event" && place.marked) {
          const { code } = error as { code?: unknown };
          const gone = code === "not-found" || code === "forbidden";
          toast({ text: t(gone ? "timeline.gone" : "timeline.goneFailed") });
        }
        arrive(END);
      },
    );
  };

  const asked = useRef<string>(undefined);
  useEffect(() => {
    if (!there) return;
    const wanted = `${request} ${eventId ?? ""}`;
    const first = asked.current === undefined;
    if (asked.current === wanted) return;
    asked.current = wanted;
    if (first && opened) return;
    if (first) {
      const saved = readPosition(sessionStorage, handle.id);
      goTo(openingOf(handle.timeline.get(), unread, eventId, saved));
    } else {
      // A new address has none; one that somebody has come back to does.
      const before = positionOfEntry(history.state, handle.id, eventId);
      if (before !== undefined) {
        if (before.eventId === undefined) handle.showLatest();
        goTo(openingBack(before));
      } else if (eventId !== undefined) {
        goTo(openingAt(eventId));
      }
    }
    // Only what is asked for decides where to go.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [there, eventId, request, handle]);

  const toLatest = (): void => {
    going.current += 1;
    handle.showLatest();
    setPlaced({ place: END, stretch: handle.timeline.get().stretch });
  };
  // Another stretch without having been asked for: after a gap, or because something was written.
  const lost = placed !== undefined && placed.stretch !== snapshot.stretch;
  useEffect(() => {
    if (!lost) return undefined;
    // A place that is being gone to arrives in the same moment.
    const timer = setTimeout(() => setPlaced({ place: END, stretch: snapshot.stretch }), 0);
    return () => clearTimeout(timer);
  }, [lost, snapshot.stretch]);
  return { place: lost ? undefined : placed?.place, toLatest };
}
