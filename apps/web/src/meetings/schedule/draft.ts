import { type Form, formSchema } from "./form.ts";

/** The part of `Storage` that drafts need. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * What stands in the dialog and was not sent yet. Kept for this tab alone, so that a reload loses
 * nothing and nobody finds it on a shared workstation later.
 */
export interface FormDraft {
  /** Undefined where nothing was begun, or what was kept is of another version of the client. */
  read(): Form | undefined;
  write(form: Form): void;
  clear(): void;
}

/** @param name what the dialog is about: a new meeting on some day, or one that is changed */
export function formDraft(storage: DraftStorage, userId: string, name: string): FormDraft {
  const key = `plenum.meeting-draft:${userId}:${name}`;
  return {
    read() {
      try {
        const parsed = formSchema.safeParse(JSON.parse(storage.getItem(key) ?? "null"));
        return parsed.success ? parsed.data : undefined;
      } catch {
        return undefined;
      }
    },
    write(form) {
      try {
        storage.setItem(key, JSON.stringify(form));
      } catch {
        // A full storage must not keep anybody from writing.
      }
    },
    clear() {
      storage.removeItem(key);
    },
  };
}
