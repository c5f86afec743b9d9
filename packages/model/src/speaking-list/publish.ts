import type { FloorContent } from "../conference/floor.ts";
import type { PublishedList } from "./events.ts";
import type { SpeakingList, WaitingSpeaker } from "./list.ts";

/** Bytes of the content of an event; homeservers take 64 KiB with everything around it. */
const MAX_BYTES = 48 * 1024;

/**
 * What everybody may see of a list, as content of `chat.plenum.floor`. Of a very long list the end is
 * left out and counted, and of the sums those of people who spoke least.
 * @param version counts up with every change
 */
export function publishedFloor(list: SpeakingList, version: number): FloorContent {
  for (let most = 400; ; most = Math.floor(most / 2)) {
    const content = contentOf(list, version, most);
    if (most === 0 || new TextEncoder().encode(JSON.stringify(content)).length <= MAX_BYTES) {
      return content;
    }
  }
}

function contentOf(list: SpeakingList, version: number, most: number): FloorContent {
  return {
    holders: list.turns.map(({ person }) => person),
    list: {
      version,
      at: list.at,
      open: list.open,
      first_time_first: list.firstTimeFirst,
      several: list.several,
      limit: list.limit,
      queue: list.queue.slice(0, most).map(publishedSpeaker),
      more: Math.max(0, list.queue.length - most),
      turns: list.turns.map(({ person, kind, since }) => ({ person, kind, since })),
      sums: Object.entries(list.sums)
        .map(([person, { turns, ms }]) => ({ person, turns, ms }))
        .toSorted((a, b) => b.ms - a.ms || (a.person < b.person ? -1 : 1))
        .slice(0, most),
      ...(Object.keys(list.phones).length === 0 ? {} : { phones: list.phones }),
    },
  };
}

function publishedSpeaker({
  person,
  kind,
  since,
  movedBy,
  addedBy,
}: WaitingSpeaker): PublishedList["queue"][number] {
  return {
    person,
    kind,
    since,
    ...(movedBy === undefined ? {} : { moved_by: movedBy }),
    ...(addedBy === undefined ? {} : { added_by: addedBy }),
  };
}
