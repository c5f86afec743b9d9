import type { Calls, People, Ring } from "@plenum/matrix";
import {
  isQuiet,
  NOTIFICATIONS_EVENT,
  type NotificationSettings,
  readNotificationSettings,
  type WallClock,
} from "@plenum/model";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { useLocation } from "wouter";
import { useStore } from "zustand";
import { useObservable } from "../../app/observable.ts";
import { parseRoute } from "../../routes.ts";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import type { CurrentCall } from "../call-store.ts";
import { planRings, type RingPlan } from "./ring-plan.ts";

const NONE: readonly Ring[] = [];

/** The calls of the account, as soon as they are loaded. */
export function useCalls(): Calls | undefined {
  const { session } = useWorkspace();
  const [calls, setCalls] = useState<Calls>();
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const loaded = await session.calls();
      if (!gone) setCalls(loaded);
    };
    load().catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [session]);
  return calls;
}

/** What is to be seen and heard of the calls that ring, now. */
export function useRingPlan(calls: Calls | undefined, aside: ReadonlySet<string>): RingPlan {
  const { session, call, people } = useWorkspace();
  const [location] = useLocation();
  const rooms = useObservable(session.rooms);
  const settings = useNotificationSettings();
  const current = useStore(call, (state) => state.current);
  const stage = useStage(current);
  const services = useStore(people, (state) => state.services);
  const rings = useSyncExternalStore(
    (listener) => calls?.rings.subscribe(listener) ?? (() => undefined),
    () => calls?.rings.get() ?? NONE,
  );
  const route = parseRoute(location);
  const openRoom = route.kind === "room" ? route.roomId : undefined;
  return useMemo(() => {
    const quiet = isQuiet(settings.quiet, wallClock(services?.people));
    return planRings(rings, {
      rooms,
      silenced: quiet || (services?.isSilenced() ?? false),
      sounds: settings.sound !== "none",
      aside,
      ...(current === undefined || stage === "over"
        ? {}
        : { ownCall: { roomId: current.roomId, running: stage === "running" } }),
      ...(openRoom === undefined ? {} : { openRoom }),
    });
  }, [rings, rooms, settings, current, stage, services, aside, openRoom]);
}

/** How this person wants to be notified. */
export function useNotificationSettings(): NotificationSettings {
  const { session } = useWorkspace();
  const source = useMemo(() => session.accountData.of(NOTIFICATIONS_EVENT), [session]);
  const content = useObservable(source);
  return useMemo(() => readNotificationSettings(content), [content]);
}

/** The time on the wall; by the server's clock where it is known. */
function wallClock(people: People | undefined): WallClock {
  const date = new Date(people?.now() ?? Date.now());
  return { hours: date.getHours(), minutes: date.getMinutes(), weekday: date.getDay() };
}

function useStage(current: CurrentCall | undefined): "before" | "running" | "over" {
  return useSyncExternalStore(
    (listener) => current?.call.subscribe(listener) ?? (() => undefined),
    () => {
      const kind = current?.call.get().phase.kind;
      if (kind === undefined || kind === "ended") return "over";
      return kind === "preview" || kind === "failed" ? "before" : "running";
    },
  );
}
