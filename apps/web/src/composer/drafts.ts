import type { MentionMark, MentionTarget } from "./mention-marks.ts";

/** The part of `Storage` that drafts need. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface Draft {
  readonly text: string;
  readonly marks: readonly MentionMark[];
  /** Event that the draft answers. */
  readonly replyTo?: string;
}

export interface DraftStore {
  /** @param place see `placeKey` */
  read(place: string): Draft;
  write(place: string, draft: Draft): void;
}

const EMPTY: Draft = { text: "", marks: [] };

/**
 * What was begun in each room and not sent yet. Kept by person and room, so that it survives a
 * reload and nobody finds somebody else's draft on a shared workstation's account.
 */
export function createDraftStore(userId: string, storage: DraftStorage): DraftStore {
  const key = (place: string): string => `plenum.draft:${userId}:${place}`;
  return {
    read(place) {
      const stored = storage.getItem(key(place));
      return stored === null ? EMPTY : parseDraft(stored);
    },
    write(place, draft) {
      try {
        if (draft.text === "" && draft.replyTo === undefined) storage.removeItem(key(place));
        else storage.setItem(key(place), JSON.stringify(draft));
      } catch {
        // A full storage must not keep anybody from writing; the draft lives on in the field.
      }
    },
  };
}

function parseDraft(stored: string): Draft {
  try {
    return readDraft(JSON.parse(stored) as unknown) ?? EMPTY;
  } catch {
    return EMPTY;
  }
}

/** A draft as it was written by this or another device; undefined if it is none. */
export function readDraft(value: unknown): Draft | undefined {
  if (typeof value !== "object" || value === null || !("text" in value)) return undefined;
  if (typeof value.text !== "string") return undefined;
  const replyTo =
    "replyTo" in value && typeof value.replyTo === "string" ? value.replyTo : undefined;
  const marks = "marks" in value && Array.isArray(value.marks) ? value.marks.flatMap(readMark) : [];
  return { text: value.text, marks, ...(replyTo === undefined ? {} : { replyTo }) };
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
