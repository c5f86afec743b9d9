/** The part of `Storage` that drafts need. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface Draft {
  readonly text: string;
  /** Event that the draft answers. */
  readonly replyTo?: string;
}

export interface DraftStore {
  read(roomId: string): Draft;
  write(roomId: string, draft: Draft): void;
}

const EMPTY: Draft = { text: "" };

/**
 * What was begun in each room and not sent yet. Kept by person and room, so that it survives a
 * reload and nobody finds somebody else's draft on a shared workstation's account.
 */
export function createDraftStore(userId: string, storage: DraftStorage): DraftStore {
  const key = (roomId: string): string => `plenum.draft:${userId}:${roomId}`;
  return {
    read(roomId) {
      const stored = storage.getItem(key(roomId));
      return stored === null ? EMPTY : parseDraft(stored);
    },
    write(roomId, draft) {
      try {
        if (draft.text === "" && draft.replyTo === undefined) storage.removeItem(key(roomId));
        else storage.setItem(key(roomId), JSON.stringify(draft));
      } catch {
        // A full storage must not keep anybody from writing; the draft lives on in the field.
      }
    },
  };
}

function parseDraft(stored: string): Draft {
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== "object" || value === null || !("text" in value)) return EMPTY;
    if (typeof value.text !== "string") return EMPTY;
    const replyTo =
      "replyTo" in value && typeof value.replyTo === "string" ? value.replyTo : undefined;
    return replyTo === undefined ? { text: value.text } : { text: value.text, replyTo };
  } catch {
    return EMPTY;
  }
}
