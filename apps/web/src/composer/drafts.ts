import { createStore, type StoreApi } from "zustand/vanilla";
import type { MentionMark, MentionTarget } from "./mention-marks.ts";
import { roomOfPlace } from "./place.ts";

/** The part of `Storage` that drafts need. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "length" | "key">;

export interface Draft {
  readonly text: string;
  readonly marks: readonly MentionMark[];
  /** Event that the draft answers. */
  readonly replyTo?: string;
}

/** A draft with the time at which it was written, in milliseconds since the epoch. */
export interface TimedDraft extends Draft {
  readonly at: number;
}

export interface DraftStore {
  /** @param place see `placeKey` */
  read(place: string): TimedDraft;
  write(place: string, draft: Draft): void;
  /** Takes a draft of another device, if it is newer than what is here. */
  adopt(place: string, draft: TimedDraft): void;
  /** Drafts of a room by place; an emptied one too, as long as it has to be told to others. */
  ofRoom(roomId: string): ReadonlyMap<string, TimedDraft>;
  /** Rooms in which something was begun. */
  readonly rooms: StoreApi<ReadonlySet<string>>;
  /** Told of every change; `own` where this device wrote it. */
  subscribe(listener: (place: string, draft: TimedDraft, own: boolean) => void): () => void;
}

const EMPTY: TimedDraft = { text: "", marks: [], at: 0 };

/**
 * What was begun in each room and not sent yet. Kept by person and room, so that it survives a
 * reload and nobody finds somebody else's draft on a shared workstation's account.
 */
export function createDraftStore(userId: string, storage: DraftStorage): DraftStore {
  const prefix = `plenum.draft:${userId}:`;
  const known = readAll(storage, prefix);
  const listeners = new Set<Parameters<DraftStore["subscribe"]>[0]>();
  const rooms = createStore<ReadonlySet<string>>(() => begunRooms(known));

  const keep = (place: string, draft: TimedDraft, own: boolean): void => {
    known.set(place, draft);
    try {
      if (isEmpty(draft)) storage.removeItem(prefix + place);
      else storage.setItem(prefix + place, JSON.stringify(draft));
    } catch {
      // A full storage must not keep anybody from writing; the draft lives on in the field.
    }
    const begun = begunRooms(known);
    const roomId = roomOfPlace(place);
    if (begun.has(roomId) !== rooms.getState().has(roomId)) rooms.setState(begun, true);
    for (const listener of Array.from(listeners)) listener(place, draft, own);
  };

  return {
    rooms,
    read: (place) => known.get(place) ?? EMPTY,
    write(place, draft) {
      const before = known.get(place) ?? EMPTY;
      if (isEmpty(draft) && isEmpty(before)) return;
      // Later than what was there, even where another device's clock is fast.
      keep(place, { ...draft, at: Math.max(Date.now(), before.at + 1) }, true);
    },
    adopt(place, draft) {
      const before = known.get(place) ?? EMPTY;
      if (draft.at > before.at && (!isEmpty(draft) || !isEmpty(before))) keep(place, draft, false);
    },
    ofRoom(roomId) {
      return new Map([...known].filter(([place]) => roomOfPlace(place) === roomId));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Whether nothing was begun. */
function isEmpty({ text, replyTo }: Draft): boolean {
  return text === "" && replyTo === undefined;
}

function begunRooms(drafts: ReadonlyMap<string, TimedDraft>): ReadonlySet<string> {
  const begun = [...drafts].filter(([, { text }]) => text.trim() !== "");
  return new Set(begun.map(([place]) => roomOfPlace(place)));
}

function readAll(storage: DraftStorage, prefix: string): Map<string, TimedDraft> {
  const found = new Map<string, TimedDraft>();
  for (let index = 0; index < storage.length; index += 1) {
    const key = storage.key(index);
    if (key === null || !key.startsWith(prefix)) continue;
    const draft = parseDraft(storage.getItem(key) ?? "");
    if (draft !== undefined) found.set(key.slice(prefix.length), draft);
  }
  return found;
}

function parseDraft(stored: string): TimedDraft | undefined {
  try {
    return readDraft(JSON.parse(stored) as unknown);
  } catch {
    return undefined;
  }
}

/** A draft as it was written by this or another device; undefined if it is none. */
export function readDraft(value: unknown): TimedDraft | undefined {
  if (typeof value !== "object" || value === null || !("text" in value)) return undefined;
  if (typeof value.text !== "string") return undefined;
  const replyTo =
    "replyTo" in value && typeof value.replyTo === "string" ? value.replyTo : undefined;
  const marks = "marks" in value && Array.isArray(value.marks) ? value.marks.flatMap(readMark) : [];
  const at = "at" in value && typeof value.at === "number" && value.at > 0 ? value.at : 0;
  return { text: value.text, marks, at, ...(replyTo === undefined ? {} : { replyTo }) };
}

function readMark(value: unknown): MentionMark[] {
  if (typeof value !== "object" || value === null) return [];
  const { start, text, target } = value as Record<string, unknown>;
  if (typeof start !== "number" || typeof text !== "string") return [];
  const known = readTarget(target);
  return known === undefined ? [] : [{ start, text, target: known }];
}

function readTarget(value: unknown): MentionTarget | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, userId, roomId, via } = value as Record<string, unknown>;
  if (kind === "everyone") return { kind };
  if (kind === "person" && typeof userId === "string") return { kind, userId };
  if (kind === "room" && typeof roomId === "string" && typeof via === "string") {
    return { kind, roomId, via };
  }
  return undefined;
}
