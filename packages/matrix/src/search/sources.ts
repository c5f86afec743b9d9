import type { RoomSummary, SearchHit, SearchRequest, SearchRun } from "../contract.ts";
import type { Engine } from "../session/engine.ts";
import type { LocalSearch } from "./local-search.ts";
import { planOf } from "./plan.ts";
import { MergedRun, type Source } from "./run.ts";
import { contextOf, nameIn, searchServer } from "./server-search.ts";
import type { IndexHit } from "./service.ts";

const PAGE = 20;

function toHit(engine: Engine, { message, snippet, before, after }: IndexHit): SearchHit {
  const { eventId, roomId, sender, timestamp, kind } = message;
  const contextBefore = contextOf(engine, before);
  const contextAfter = contextOf(engine, after);
  return {
    eventId,
    roomId,
    sender,
    senderName: nameIn(engine, roomId, sender),
    timestamp,
    kind,
    snippet,
    ...(contextBefore === undefined ? {} : { before: contextBefore }),
    ...(contextAfter === undefined ? {} : { after: contextAfter }),
  };
}

/** What the index finds, at once. */
export async function quickHits(
  engine: Engine,
  local: LocalSearch,
  text: string,
  limit: number,
): Promise<readonly SearchHit[]> {
  if (planOf(text).terms.length === 0) return [];
  const { hits } = await local.service.search({ text }, { limit });
  return hits.map((hit) => toHit(engine, hit));
}

function localSource(engine: Engine, local: LocalSearch, request: SearchRequest): Source {
  let skip = 0;
  const { from, ...query } = request;
  return {
    name: "local",
    async next() {
      const { hits, total, near } = await local.service.search(
        { ...query, ...(from === undefined ? {} : { senders: from }) },
        { limit: PAGE, skip, context: true },
      );
      skip += PAGE;
      return {
        hits: hits.map((hit) => toHit(engine, hit)),
        total,
        near,
        done: hits.length < PAGE,
      };
    },
  };
}

function serverSource(
  engine: Engine,
  request: SearchRequest & { readonly rooms: readonly string[] },
): Source {
  let from: string | undefined;
  return {
    name: "server",
    async next() {
      const { hits, total, next } = await searchServer(engine, request, from);
      from = next;
      return { hits, total, near: false, done: next === undefined };
    },
  };
}

/** A search of this device and, for rooms without encryption, of the server. */
export function runOf(
  engine: Engine | undefined,
  local: LocalSearch | undefined,
  rooms: ReadonlyMap<string, RoomSummary>,
  request: SearchRequest,
): SearchRun {
  if (engine === undefined) return new MergedRun([]);
  const open = [...rooms.values()]
    .filter((room) => room.membership === "join" && !room.encrypted && !room.isSpace)
    .map(({ id }) => id)
    .filter((id) => request.rooms?.includes(id) ?? true);
  // The server looks for words in texts, and for nothing else.
  const askServer = open.length > 0 && planOf(request.text).terms.length > 0;
  return new MergedRun([
    ...(local === undefined ? [] : [localSource(engine, local, request)]),
    ...(askServer ? [serverSource(engine, { ...request, rooms: open })] : []),
  ]);
}
