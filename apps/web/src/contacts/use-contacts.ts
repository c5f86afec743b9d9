import type { Observable } from "@plenum/matrix";
import type { ContactsEdit } from "@plenum/model";
import { useToast } from "@plenum/ui";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { usePeople } from "../presence/use-presence.ts";
import { failureCode } from "../session/failure.ts";
import type { ContactsState } from "./contacts-store.ts";

const NOTHING: Observable<ContactsState | undefined> = {
  get: () => undefined,
  subscribe: () => () => undefined,
};

export interface ContactsAccess {
  readonly state: ContactsState;
  /** Changes the list at once; what the server refuses is taken back and said. */
  readonly edit: (...edits: readonly ContactsEdit[]) => void;
  readonly setBlocked: (userId: string, blocked: boolean) => void;
}

/** The contact list; undefined in the first moments, and for guests. */
export function useContacts(): ContactsAccess | undefined {
  const { t } = useI18n();
  const toast = useToast();
  const store = usePeople()?.contacts;
  const state = useObservable<ContactsState | undefined>(store ?? NOTHING);
  if (store === undefined || state === undefined) return undefined;
  const tell = (error: unknown): void => {
    toast({ text: t(`problem.matrix.${failureCode(error)}`) });
  };
  return {
    state,
    edit: (...edits) => void store.edit(...edits).catch(tell),
    setBlocked: (userId, blocked) => void store.setBlocked(userId, blocked).catch(tell),
  };
}
