import type { SpaceEntry } from "../contract.ts";
import { readPreview } from "../directory/preview.ts";
import { compareChildren, type SpaceChild } from "../rooms/spaces.ts";
import { amount, field, isRecord, text, texts } from "../untrusted/guards.ts";

const MOST_ENTRIES = 1000;
const DEEPEST = 8;

interface Described {
  readonly answer: unknown;
  readonly children: readonly SpaceChild[];
}

function childrenOf(spaceId: string, answer: unknown): readonly SpaceChild[] {
  const events = field(answer, "children_state");
  if (!Array.isArray(events)) return [];
  return events
    .filter(isRecord)
    .flatMap((event): readonly SpaceChild[] => {
      const roomId = text(event, "state_key", 255);
      const content = field(event, "content");
      if (field(event, "type") !== "m.space.child" || roomId === undefined) return [];
      if (texts(content, "via", 1).length === 0) return [];
      return [{ spaceId, roomId, content, addedAt: amount(event, "origin_server_ts") ?? 0 }];
    })
    .toSorted(compareChildren);
}

/**
 * What a space contains, from the rooms that the server describes: each space before what is in
 * it, in the order of the space. Whoever contains itself is shown once and not entered again; a
 * child that the server does not describe, or one without a way to it, is left out.
 * @param rooms `rooms` of all pages, untrusted
 * @see https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv1roomsroomidhierarchy
 */
export function readHierarchy(spaceId: string, rooms: readonly unknown[]): readonly SpaceEntry[] {
  const described = new Map<string, Described>();
  for (const answer of rooms) {
    const id = text(answer, "room_id", 255);
    if (id !== undefined && !described.has(id)) {
      described.set(id, { answer, children: childrenOf(id, answer) });
    }
  }
  const entries: SpaceEntry[] = [];
  const open = new Set<string>();
  const seen = new Set<string>();
  const descend = (parent: string, depth: number): void => {
    if (open.has(parent) || depth > DEEPEST) return;
    open.add(parent);
    for (const child of described.get(parent)?.children ?? []) {
      if (entries.length >= MOST_ENTRIES) break;
      const preview = readPreview(described.get(child.roomId)?.answer);
      const place = `${parent} ${child.roomId}`;
      if (preview === undefined || open.has(child.roomId) || seen.has(place)) continue;
      seen.add(place);
      entries.push({
        ...preview,
        parent,
        depth,
        suggested: field(child.content, "suggested") === true,
        via: texts(child.content, "via", 3),
      });
      if (preview.isSpace) descend(child.roomId, depth + 1);
    }
    open.delete(parent);
  };
  descend(spaceId, 0);
  return entries;
}
