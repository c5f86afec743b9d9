import type { Observable, PersonFacts } from "@plenum/matrix";
import type { Presence } from "@plenum/model";
import { useMemo } from "react";
import { useStore } from "zustand";
import { useObservable } from "../app/observable.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { PeopleServices } from "./people-services.ts";

function constant<Value>(value: Value): Observable<Value> {
  return { get: () => value, subscribe: () => () => undefined };
}
const NO_PRESENCE = constant<Presence | undefined>(undefined);
const NO_FACTS = constant<PersonFacts>({ unavailable: false });

/** Presence, profiles and contacts; undefined in the first moments, and for guests. */
export function usePeople(): PeopleServices | undefined {
  return useStore(useWorkspace().people, (state) => state.services);
}

/**
 * How a person is to be shown; the server is asked about the person as long as this is used.
 * @param userId undefined for nobody
 */
export function usePresence(userId: string | undefined): Presence | undefined {
  const services = usePeople();
  const presence = useMemo(
    () => (services && userId !== undefined ? services.presenceOf(userId) : NO_PRESENCE),
    [services, userId],
  );
  return useObservable(presence);
}

/** What is known of a person beyond the rooms. */
export function usePerson(userId: string): PersonFacts {
  const services = usePeople();
  const facts = useMemo(() => services?.people.of(userId) ?? NO_FACTS, [services, userId]);
  return useObservable(facts);
}
