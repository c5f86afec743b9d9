import type { AccountData, Observable } from "@plenum/matrix";
import {
  BLOCKED_TYPE,
  type Contacts,
  CONTACTS_TYPE,
  type ContactsEdit,
  type ContactsView,
  mergeContacts,
  NO_CONTACTS,
  readBlocked,
  readContacts,
  sameContacts,
  viewOfContacts,
  withBlocked,
  writeContacts,
} from "@plenum/model";

export interface ContactsState {
  readonly view: ContactsView;
  /** The account holds something that this version cannot read: it is shown empty and left alone. */
  readonly unreadable: boolean;
  readonly blocked: ReadonlySet<string>;
}

/**
 * The contact list of the account. Remembers all that it has seen: when another device overwrites
 * the list with one that lacks something, both are joined and written back, so that nothing of
 * either is lost.
 */
export class ContactsStore implements Observable<ContactsState> {
  readonly #listeners = new Set<() => void>();
  readonly #endings: (() => void)[];
  #seen: Contacts = NO_CONTACTS;
  #state: ContactsState;

  constructor(private readonly accountData: AccountData) {
    const contacts = accountData.of(CONTACTS_TYPE);
    const blocked = accountData.of(BLOCKED_TYPE);
    this.#state = {
      view: viewOfContacts(NO_CONTACTS),
      unreadable: false,
      blocked: readBlocked(blocked.get()),
    };
    this.#endings = [
      contacts.subscribe(() => this.#receive(contacts.get())),
      blocked.subscribe(() => this.#show({ blocked: readBlocked(blocked.get()) })),
    ];
    this.#receive(contacts.get());
  }

  get(): ContactsState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * Changes the list; shown at once, taken back when the server refuses.
   * @throws MatrixFailure
   */
  async edit(...edits: readonly ContactsEdit[]): Promise<void> {
    if (this.#state.unreadable) return;
    const before = this.#seen;
    const after = edits.reduce((contacts, edit) => edit(contacts, Date.now()), before);
    if (sameContacts(before, after)) return;
    this.#remember(after);
    try {
      await this.accountData.set(CONTACTS_TYPE, writeContacts(after));
    } catch (error) {
      this.#remember(before);
      throw error;
    }
  }

  /** @throws MatrixFailure */
  async setBlocked(userId: string, blocked: boolean): Promise<void> {
    const content = this.accountData.of(BLOCKED_TYPE).get();
    await this.accountData.set(BLOCKED_TYPE, withBlocked(content, userId, blocked));
  }

  dispose(): void {
    for (const end of this.#endings) end();
    this.#listeners.clear();
  }

  #receive(content: unknown): void {
    const read = readContacts(content);
    if (read.kind === "unreadable") {
      this.#show({ unreadable: true, view: viewOfContacts(NO_CONTACTS) });
      return;
    }
    const joined = mergeContacts(read.contacts, this.#seen);
    this.#remember(joined);
    if (sameContacts(joined, read.contacts)) return;
    // Another device wrote without knowing of ours; if this fails, the next change brings it along.
    this.accountData.set(CONTACTS_TYPE, writeContacts(joined)).catch(() => undefined);
  }

  #remember(contacts: Contacts): void {
    this.#seen = contacts;
    this.#show({ unreadable: false, view: viewOfContacts(contacts) });
  }

  #show(change: Partial<ContactsState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of Array.from(this.#listeners)) listener();
  }
}
