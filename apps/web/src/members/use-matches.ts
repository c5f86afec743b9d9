import type { MatrixSession } from "@plenum/matrix";
import { useEffect, useState } from "react";
import { usePeople } from "../presence/use-presence.ts";
import { failureCode, retrySeconds } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { Sides } from "../sides/sides.ts";
import {
  matchComing,
  matchPerson,
  searchTerms,
  type FoundPerson,
  type ListedPerson,
  type Match,
} from "./invite-list.ts";

/** Questions to the directory at the same time. */
const AT_ONCE = 3;
/** Seconds to wait where the server asks for patience but does not say how long. */
const PATIENCE = 2;
/** Questions about one entry, the first one included. */
const TRIES = 6;

async function askDirectory(
  session: MatrixSession,
  entry: ListedPerson,
): Promise<readonly FoundPerson[]> {
  const found = new Map<string, FoundPerson>();
  for (const term of searchTerms(entry)) {
    for (const person of await session.searchPeople(term)) found.set(person.userId, person);
    if (found.size > 0) break;
  }
  return [...found.values()];
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Whom the directory does not know may be still in the former system. */
async function askSides(
  sides: Sides | undefined,
  entry: ListedPerson,
  signal: AbortSignal,
): Promise<Match> {
  if (sides === undefined) return { kind: "nobody" };
  if (entry.userId !== undefined) return matchComing(entry, await sides.find([entry.userId]));
  for (const term of searchTerms(entry)) {
    const match = matchComing(entry, await sides.search(term, signal));
    if (match.kind === "coming") return match;
  }
  return { kind: "nobody" };
}

/** Whom an entry means; a server that asks for patience gets it. */
async function lookUp(
  session: MatrixSession,
  sides: Sides | undefined,
  entry: ListedPerson,
  signal: AbortSignal,
): Promise<Match> {
  for (let tries = 1; tries <= TRIES && !signal.aborted; tries += 1) {
    try {
      const found = await askDirectory(session, entry);
      const match = matchPerson(entry, found);
      const isKnown = match.kind !== "nobody" && (entry.userId === undefined || found.length > 0);
      if (isKnown) return match;
      const coming = await askSides(sides, entry, signal);
      return coming.kind === "coming" ? coming : match;
    } catch (error) {
      if (failureCode(error) !== "rate-limited") break;
      await pause(retrySeconds(error) ?? PATIENCE, signal);
    }
  }
  // An id says by itself who is meant.
  return entry.userId === undefined ? { kind: "unasked" } : matchPerson(entry, []);
}

/**
 * Looks up a list in the directory, a few at a time.
 * @returns for each entry whom it means; undefined while that is not known
 */
export function useMatches(list: readonly ListedPerson[]): readonly (Match | undefined)[] {
  const { session } = useWorkspace();
  const sides = usePeople()?.sides;
  const [matches, setMatches] = useState<ReadonlyMap<ListedPerson, Match>>(new Map());
  useEffect(() => {
    const over = new AbortController();
    let next = 0;
    const work = async (): Promise<void> => {
      for (
        let entry = list[next];
        entry !== undefined && !over.signal.aborted;
        entry = list[next]
      ) {
        next += 1;
        const asked = entry;
        const match = await lookUp(session, sides, asked, over.signal);
        if (!over.signal.aborted) setMatches((before) => new Map(before).set(asked, match));
      }
    };
    for (let i = 0; i < AT_ONCE; i += 1) void work();
    return () => over.abort();
  }, [session, sides, list]);
  return list.map((entry) => matches.get(entry));
}
