import type { MatrixSession } from "@plenum/matrix";
import { useEffect, useState } from "react";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import {
  matchPerson,
  searchTerms,
  type FoundPerson,
  type ListedPerson,
  type Match,
} from "./invite-list.ts";

/** Questions to the directory at the same time. */
const AT_ONCE = 3;

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

/**
 * Looks up a list in the directory, a few at a time.
 * @returns for each entry whom it means; undefined while that is not known
 */
export function useMatches(list: readonly ListedPerson[]): readonly (Match | undefined)[] {
  const { session } = useWorkspace();
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
        const found = await askDirectory(session, asked).catch(() => []);
        const match = matchPerson(asked, found);
        if (!over.signal.aborted) setMatches((before) => new Map(before).set(asked, match));
      }
    };
    for (let i = 0; i < AT_ONCE; i += 1) void work();
    return () => over.abort();
  }, [session, list]);
  return list.map((entry) => matches.get(entry));
}
