import type { SpaceEntry } from "../contract.ts";
import { stateOf } from "../members/from-sdk.ts";
import { orderOf } from "../rooms/spaces.ts";
import { path } from "../session/api.ts";
import type { Engine } from "../session/engine.ts";
import { putState } from "../settings/change.ts";
import { field, isRecord, text } from "../untrusted/guards.ts";
import { readHierarchy } from "./hierarchy.ts";
import { viaOf } from "./via.ts";

const PAGE = 50;
const MOST_PAGES = 20;
/** Spaces within spaces that are asked for. */
const DEPTH = 4;

/** Everything in a space, page by page. */
export async function hierarchy(engine: Engine, spaceId: string): Promise<readonly SpaceEntry[]> {
  const rooms: unknown[] = [];
  let from: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await engine.api.request({
      method: "GET",
      path: path("v1", "rooms", spaceId, "hierarchy"),
      query: {
        limit: String(PAGE),
        max_depth: String(DEPTH),
        ...(from === undefined ? {} : { from }),
      },
    });
    const described = field(answer, "rooms");
    if (Array.isArray(described)) rooms.push(...described);
    from = text(answer, "next_batch", 2000);
    if (from === undefined) break;
  }
  return readHierarchy(spaceId, rooms);
}

function entryOf(engine: Engine, spaceId: string, roomId: string): Record<string, unknown> {
  const space = engine.settledRoom(spaceId);
  const content = space === undefined ? undefined : stateOf(space, "m.space.child", roomId);
  return isRecord(content) ? { ...content } : {};
}

export async function addToSpace(engine: Engine, spaceId: string, roomId: string): Promise<void> {
  await putState(engine, spaceId, "m.space.child", { via: viaOf(engine, roomId) }, roomId);
  // The room itself says where it belongs, as far as one may say so in it.
  await putState(
    engine,
    roomId,
    "m.space.parent",
    { via: viaOf(engine, spaceId), canonical: true },
    spaceId,
  ).catch(() => undefined);
}

export async function removeFromSpace(
  engine: Engine,
  spaceId: string,
  roomId: string,
): Promise<void> {
  await putState(engine, spaceId, "m.space.child", {}, roomId);
  const room = engine.settledRoom(roomId);
  if (room !== undefined && stateOf(room, "m.space.parent", spaceId) !== undefined) {
    await putState(engine, roomId, "m.space.parent", {}, spaceId).catch(() => undefined);
  }
}

export async function setSuggested(
  engine: Engine,
  spaceId: string,
  roomId: string,
  suggested: boolean,
): Promise<void> {
  const content = { ...entryOf(engine, spaceId, roomId), suggested };
  await putState(engine, spaceId, "m.space.child", content, roomId);
}

/** Places of a list in a form that sorts as text. */
export function placeOf(index: number): string {
  return String(index + 1).padStart(5, "0");
}

export async function orderSpace(
  engine: Engine,
  spaceId: string,
  roomIds: readonly string[],
): Promise<void> {
  for (const [index, roomId] of roomIds.entries()) {
    const content = entryOf(engine, spaceId, roomId);
    if (orderOf(content) === placeOf(index)) continue;
    await putState(engine, spaceId, "m.space.child", { ...content, order: placeOf(index) }, roomId);
  }
}
