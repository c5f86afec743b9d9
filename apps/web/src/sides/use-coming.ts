import type { PersonSide } from "@plenum/model/migration";
import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { usePeople, usePerson } from "../presence/use-presence.ts";

/** Milliseconds after the last key. */
const PAUSE = 250;
/** Letters from which on the appservice searches. */
const SHORTEST = 2;
const NOBODY = createStore<ReadonlyMap<string, PersonSide>>(() => new Map());
const NONE: readonly PersonSide[] = [];

/**
 * A colleague who has no account yet and is to be reached in the former system; undefined for everybody else.
 * Whom the homeserver knows has one, also while the move does not know of it.
 * @param closely this one person is looked at, and not a list
 */
export function useComing(userId: string, closely = false): PersonSide | undefined {
  const sides = usePeople()?.sides;
  const { profile, unavailable } = usePerson(userId);
  useEffect(() => sides?.watch(userId, closely), [sides, userId, closely]);
  const coming = useStore(sides?.coming ?? NOBODY, (people) => people.get(userId));
  return profile === undefined || unavailable ? coming : undefined;
}

/**
 * Colleagues who are still in the former system, by name or address.
 * @param without whom the directory has found: they are here
 */
export function useComingFound(
  term: string,
  without: readonly { readonly userId: string }[],
): readonly PersonSide[] {
  const sides = usePeople()?.sides;
  const [result, setResult] = useState<{ term: string; found: readonly PersonSide[] }>();
  const wanted = term.trim().length >= SHORTEST ? term.trim() : "";
  useEffect(() => {
    if (sides === undefined || wanted === "") return undefined;
    const over = new AbortController();
    const search = async (): Promise<void> => {
      const found = await sides.search(wanted, over.signal);
      if (!over.signal.aborted) setResult({ term: wanted, found });
    };
    const timer = setTimeout(() => void search(), PAUSE);
    return () => {
      over.abort();
      clearTimeout(timer);
    };
  }, [sides, wanted]);
  const found = wanted === "" || result === undefined ? NONE : result.found;
  return useMemo(() => {
    if (found.length === 0) return NONE;
    const here = new Set(without.map(({ userId }) => userId));
    return found.filter(({ userId }) => !here.has(userId));
  }, [found, without]);
}
