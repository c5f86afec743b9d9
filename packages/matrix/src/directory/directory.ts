import type { DirectoryPage, RoomPreview } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import { viaQuery } from "../membership/membership.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { amount, field, text } from "../untrusted/guards.ts";
import { readPreview } from "./preview.ts";

const PAGE = 30;

/** A page of the directory of rooms. @param since `next` of the page before */
export async function directory(
  engine: Engine,
  term: string,
  since?: string,
): Promise<DirectoryPage> {
  const search = term.trim().slice(0, 200);
  const answer = await engine.api.request({
    method: "POST",
    path: "/v3/publicRooms",
    body: {
      limit: PAGE,
      ...(since === undefined ? {} : { since }),
      ...(search === "" ? {} : { filter: { generic_search_term: search } }),
    },
  });
  const chunk = field(answer, "chunk");
  const next = text(answer, "next_batch", 2000);
  const total = amount(answer, "total_room_count_estimate");
  return {
    rooms: Array.isArray(chunk)
      ? chunk.slice(0, PAGE * 4).flatMap((entry: unknown) => readPreview(entry) ?? [])
      : [],
    ...(next === undefined ? {} : { next }),
    ...(total === undefined ? {} : { total }),
  };
}

/** What one may know of a room before entering it (MSC3266). */
export async function previewOf(
  engine: Engine,
  idOrAlias: string,
  via: readonly string[],
): Promise<RoomPreview> {
  const answer = await engine.api.request({
    method: "GET",
    path: path("v1", "room_summary", idOrAlias) + viaQuery(via),
  });
  const preview = readPreview(answer);
  if (preview === undefined) throw new MatrixFailure("not-found", "The server described no room");
  return preview;
}
