import type { Contact } from "../records.ts";

/** By address whether somebody of the lists is moved; whoever is not in them is missing. */
export type MovedByAddress = ReadonlyMap<string, boolean>;

/** Addresses that are kept until it is known who is moved: then whoever reads has to wait. */
const MOST_EARLY = 300_000;

/** How often somebody stood in lists before it was known whether they are moved. */
interface Early {
  contacts: number;
  lists: number;
}

/**
 * Counts the contacts of a file by whether they are moved. It may begin before that is known: until
 * then it keeps how often each of them was seen.
 */
export class ContactCensus {
  /** Resolves when everything counted so far is in the figures. */
  readonly settled: Promise<void>;
  private moves: MovedByAddress | undefined;
  private readonly early = new Map<string, Early>();
  private movedContacts = 0;
  private unknownContacts = 0;

  constructor(moves: Promise<MovedByAddress>) {
    this.settled = moves.then((known) => this.settle(known));
  }

  /** Contacts who are moved, each as often as they stand in lists. */
  get moved(): number {
    return this.movedContacts;
  }

  /** Contacts of whom nobody knows, each once for a list. */
  get unknown(): number {
    return this.unknownContacts;
  }

  /** Whoever counts has to wait for `settled`, or there is no end to what is kept. */
  get crowded(): boolean {
    return this.early.size > MOST_EARLY;
  }

  /** @param first whether the contact is for the first time in this list */
  add(sipAddress: string, first: boolean): void {
    if (this.moves !== undefined) {
      this.count(sipAddress, 1, first ? 1 : 0);
      return;
    }
    const early = this.early.get(sipAddress);
    if (early === undefined) this.early.set(sipAddress, { contacts: 1, lists: first ? 1 : 0 });
    else {
      early.contacts += 1;
      if (first) early.lists += 1;
    }
  }

  /** A list that was counted does not hold: its contacts are moved with another one. */
  without(contacts: readonly Contact[]): void {
    for (const { sipAddress } of contacts) {
      const early = this.early.get(sipAddress);
      if (early !== undefined) early.contacts -= 1;
      else this.count(sipAddress, -1, 0);
    }
  }

  private settle(moves: MovedByAddress): void {
    this.moves = moves;
    for (const [sipAddress, { contacts, lists }] of this.early) {
      this.count(sipAddress, contacts, lists);
    }
    this.early.clear();
  }

  private count(sipAddress: string, contacts: number, lists: number): void {
    const moved = this.moves?.get(sipAddress);
    if (moved === true) this.movedContacts += contacts;
    else if (moved === undefined) this.unknownContacts += lists;
  }
}
