import type { MatrixSession, SearchHit, SearchPage, SearchRequest } from "@plenum/matrix";
import { useEffect, useMemo, useState } from "react";
import { useObservable } from "../app/observable.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { bestOf, foldName } from "./match.ts";
import type { SearchAddress } from "./search-address.ts";
import { dayOf, nextDay, parseQuery } from "./typed-query.ts";

/** A name in a filter that nobody and nothing has. */
export interface UnknownName {
  readonly kind: "person" | "room";
  readonly name: string;
}

export type RunState =
  | { readonly kind: "idle" }
  | { readonly kind: "searching"; readonly hits: readonly SearchHit[] }
  | {
      readonly kind: "done";
      readonly hits: readonly SearchHit[];
      readonly page: SearchPage;
    }
  | { readonly kind: "unknown-name"; readonly unknown: UnknownName }
  | { readonly kind: "failed" };

const NAMED_PEOPLE = 10;
const ME: ReadonlySet<string> = new Set(["ich", "mir", "me"]);

/** The search that an address asks for, its pages one after the other. */
export function useSearchRun(address: SearchAddress): {
  readonly state: RunState;
  readonly more: () => void;
  readonly retry: () => void;
} {
  const { session } = useWorkspace();
  // A search from before the index is open would find less than there is.
  const opening = useObservable(session.search.status).kind === "starting";
  const [attempt, setAttempt] = useState(0);
  const [pages, setPages] = useState(1);
  const key = `${JSON.stringify(address)} ${attempt} ${opening}`;
  const [result, setResult] = useState<{ key: string; state: RunState }>();
  const [asked, setAsked] = useState(key);
  if (asked !== key) {
    setAsked(key);
    setPages(1);
  }
  const search = useMemo(() => pagesOf(session, address, attempt), [session, address, attempt]);
  useEffect(() => {
    let wanted = true;
    void (async () => {
      const state = await search(asked === key ? pages : 1);
      if (wanted) setResult({ key, state });
    })();
    return () => {
      wanted = false;
    };
  }, [search, pages, key, asked]);
  const known = result?.key === key ? result.state : undefined;
  const waiting = known?.kind === "done" && known.hits.length > 0 && known.page.more;
  return {
    state: known ?? { kind: "searching", hits: [] },
    more: () => {
      if (waiting) setPages((before) => before + 1);
    },
    retry: () => setAttempt((before) => before + 1),
  };
}

/** Remembers the pages of one search, so that each is asked for once. */
function pagesOf(
  session: MatrixSession,
  address: SearchAddress,
  _attempt: number,
): (count: number) => Promise<RunState> {
  let started: Promise<ReturnType<typeof session.search.search> | RunState> | undefined;
  const read: Promise<SearchPage>[] = [];
  return async (count) => {
    started ??= begin(session, address);
    try {
      const run = await started;
      if ("kind" in run) return run;
      while (read.length < count) read.push(run.next());
      const pages = await Promise.all(read.slice(0, count));
      const page = pages.at(-1);
      if (page === undefined) return { kind: "idle" };
      return { kind: "done", hits: pages.flatMap(({ hits }) => hits), page };
    } catch {
      return { kind: "failed" };
    }
  };
}

async function begin(session: MatrixSession, address: SearchAddress) {
  const typed = parseQuery(address.query, Date.now());
  const from = await peopleOf(session, typed.from);
  if ("kind" in from) return { kind: "unknown-name" as const, unknown: from };
  const rooms = roomsOf(session, typed.rooms);
  if ("kind" in rooms) return { kind: "unknown-name" as const, unknown: rooms };
  const request = requestOf(address, typed, from, rooms);
  const empty = Object.keys(request).length === 1 && request.text === "";
  return empty ? { kind: "idle" as const } : session.search.search(request);
}

function requestOf(
  address: SearchAddress,
  typed: ReturnType<typeof parseQuery>,
  people: readonly string[],
  named: readonly string[],
): SearchRequest {
  const from = both(people, address.from);
  const rooms = both(named, address.room);
  const kinds = both(typed.kinds, address.kind);
  const after = Math.max(typed.after ?? 0, dayOf(address.after ?? "", 0) ?? 0);
  const until = dayOf(address.before ?? "", 0);
  const before = Math.min(
    typed.before ?? Infinity,
    until === undefined ? Infinity : nextDay(until),
  );
  return {
    text: typed.text,
    ...(from === undefined ? {} : { from }),
    ...(rooms === undefined ? {} : { rooms }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(after === 0 ? {} : { after }),
    ...(before === Infinity ? {} : { before }),
  };
}

/** What was typed and what was chosen both hold; undefined where there is neither. */
function both<T>(typed: readonly T[], chosen: T | undefined): readonly T[] | undefined {
  if (chosen === undefined) return typed.length === 0 ? undefined : typed;
  return typed.length === 0 || typed.includes(chosen) ? [chosen] : [];
}

async function peopleOf(
  session: MatrixSession,
  names: readonly string[],
): Promise<readonly string[] | UnknownName> {
  const ids: string[] = [];
  for (const name of names.slice(0, NAMED_PEOPLE)) {
    if (ME.has(foldName(name))) ids.push(session.userId);
    else if (/^@.+:.+/.test(name)) ids.push(name);
    else {
      const direct = [...session.rooms.get().values()].filter((room) => room.isDirect);
      const known = bestOf(direct, name, (room) => [room.name], NAMED_PEOPLE);
      const own = bestOf([session.profile.get()], name, (one) => [one.displayName], 1);
      const found = await session.searchPeople(name).catch(() => []);
      const all = [
        ...known.flatMap(({ directUserId }) => directUserId ?? []),
        ...found.map(({ userId }) => userId),
        ...own.map(() => session.userId),
      ];
      if (all.length === 0) return { kind: "person", name };
      ids.push(...all);
    }
  }
  return [...new Set(ids)];
}

function roomsOf(
  session: MatrixSession,
  names: readonly string[],
): readonly string[] | UnknownName {
  const ids: string[] = [];
  for (const name of names) {
    const rooms = [...session.rooms.get().values()];
    const found = name.startsWith("!")
      ? rooms.filter(({ id }) => id === name)
      : bestOf(rooms, name, (room) => [room.name], 50);
    if (found.length === 0) return { kind: "room", name };
    ids.push(...found.map(({ id }) => id));
  }
  return [...new Set(ids)];
}
