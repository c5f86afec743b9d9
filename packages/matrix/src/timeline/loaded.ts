interface Place<E> {
  readonly event: E;
  readonly list: readonly E[];
  /** Grows within its list; negative for what came in front of what was there first. */
  readonly at: number;
}

interface Known<E> {
  readonly first: E;
  readonly last: E;
  readonly from: number;
  readonly to: number;
}

/**
 * All events of a room that are in memory, found by id and by what they belong to. They come in
 * lists that grow at both ends: only what is new is looked at, however many there are.
 */
export class Loaded<E extends object> {
  readonly #known = new Map<readonly E[], Known<E>>();
  readonly #byId = new Map<string, Place<E>>();
  readonly #children = new Map<string, Place<E>[]>();
  #order = new Map<readonly E[], number>();

  /** @param parentOf id of the event that another one edits, reacts to, or answers in its thread */
  constructor(
    private readonly idOf: (event: E) => string | undefined,
    private readonly parentOf: (event: E) => string | undefined,
  ) {}

  /** Takes note of what has come. @param lists those of later events last */
  take(lists: readonly (readonly E[])[]): void {
    const filled = lists.filter((list) => list.length > 0);
    this.#order = new Map(filled.map((list, index) => [list, index]));
    const forgotten = [...this.#known.keys()].some((list) => !this.#order.has(list));
    if (forgotten || filled.some((list) => !this.#joins(list))) {
      this.#known.clear();
      this.#byId.clear();
      this.#children.clear();
    }
    for (const list of filled) this.#extend(list);
  }

  byId(id: string): E | undefined {
    return this.#byId.get(id)?.event;
  }

  /** An event, what belongs to it, and what belongs to that: in order. */
  family(id: string): readonly E[] {
    const found = new Map<E, Place<E>>();
    this.#gather(this.#byId.get(id), found);
    for (const child of this.#children.get(id) ?? []) this.#gather(child, found);
    return this.#sorted(found).map(({ event }) => event);
  }

  /** What belongs to an event, in order. */
  childrenOf(id: string): readonly E[] {
    return (this.#children.get(id) ?? [])
      .toSorted((a, b) => this.#compare(a, b))
      .map(({ event }) => event);
  }

  /** What is not shown and yet belongs to what is, or is quoted by it: in order, before and after. */
  around(
    shown: readonly E[],
    quotedIds: (event: E) => readonly string[],
  ): { readonly before: readonly E[]; readonly after: readonly E[] } {
    const inside = new Set(shown);
    const found = new Map<E, Place<E>>();
    for (const event of shown) {
      for (const child of this.#childrenAt(event)) this.#gather(child, found, inside);
      for (const quoted of quotedIds(event)) {
        this.#gather(this.#byId.get(quoted), found, inside);
        for (const child of this.#children.get(quoted) ?? []) this.#gather(child, found, inside);
      }
    }
    const sorted = this.#sorted(found);
    const [first] = shown;
    const start = first === undefined ? undefined : this.#byId.get(this.idOf(first) ?? "");
    const isBefore = (place: Place<E>): boolean =>
      start !== undefined && this.#compare(place, start) < 0;
    return {
      before: sorted.filter((place) => isBefore(place)).map(({ event }) => event),
      after: sorted.filter((place) => !isBefore(place)).map(({ event }) => event),
    };
  }

  #childrenAt(event: E): readonly Place<E>[] {
    const id = this.idOf(event);
    return id === undefined ? [] : (this.#children.get(id) ?? []);
  }

  /** Adds an event with everything that belongs to it. */
  #gather(place: Place<E> | undefined, found: Map<E, Place<E>>, except?: ReadonlySet<E>): void {
    if (place === undefined || found.has(place.event) || except?.has(place.event) === true) return;
    found.set(place.event, place);
    for (const child of this.#childrenAt(place.event)) this.#gather(child, found, except);
  }

  #sorted(found: ReadonlyMap<E, Place<E>>): readonly Place<E>[] {
    return [...found.values()].toSorted((a, b) => this.#compare(a, b));
  }

  #compare(a: Place<E>, b: Place<E>): number {
    if (a.list === b.list) return a.at - b.at;
    return (this.#order.get(a.list) ?? 0) - (this.#order.get(b.list) ?? 0);
  }

  /** Whether a list still holds what was seen in it, with nothing new but at its ends. */
  #joins(list: readonly E[]): boolean {
    const known = this.#known.get(list);
    if (known === undefined) return true;
    const front = list.indexOf(known.first);
    return front >= 0 && list[front + known.to - known.from] === known.last;
  }

  #extend(list: readonly E[]): void {
    const known = this.#known.get(list);
    const front = known === undefined ? 0 : list.indexOf(known.first);
    const from = known === undefined ? 0 : known.from - front;
    const seenTo = known === undefined ? -1 : front + known.to - known.from;
    for (let index = front - 1; index >= 0; index -= 1) this.#add(list, index, from, true);
    for (let index = seenTo + 1; index < list.length; index += 1) {
      this.#add(list, index, from, false);
    }
    const [first] = list;
    const last = list.at(-1);
    if (first === undefined || last === undefined) return;
    this.#known.set(list, { first, last, from, to: from + list.length - 1 });
  }

  #add(list: readonly E[], index: number, from: number, inFront: boolean): void {
    const event = list[index];
    if (event === undefined) return;
    const place: Place<E> = { event, list, at: from + index };
    const id = this.idOf(event);
    if (id !== undefined) this.#byId.set(id, place);
    const parent = this.parentOf(event);
    if (parent === undefined) return;
    const children = this.#children.get(parent);
    if (children === undefined) this.#children.set(parent, [place]);
    else if (inFront) children.unshift(place);
    else children.push(place);
  }
}
