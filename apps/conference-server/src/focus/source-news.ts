import type { Element } from "../xml/build.ts";
import type { Endpoint } from "./endpoint.ts";
import { sourceChange } from "./jingle-offer.ts";
import { sameSource, type ShownSource } from "./jingle-sources.ts";

/** Endpoints from which on changes of sources are gathered, as Jicofo does. */
const GATHER_FROM = 30;
const GATHER_MS = 100;

export interface SourceNewsOptions {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** What receivers are shown of an endpoint at this moment. */
  shownOf(owner: Endpoint): readonly ShownSource[];
  send(receiver: Endpoint, jingle: Element): void;
  /** Called before anybody is told, for presences that have to come first. */
  before(): void;
}

/**
 * Keeps everybody's knowledge of everybody's sources up to date: `source-add` and `source-remove`.
 * In large conferences what changes within a moment is told at once, which spares each client a
 * negotiation for each of the others.
 */
export class SourceNews {
  readonly #options: SourceNewsOptions;
  readonly #changed = new Set<Endpoint>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SourceNewsOptions) {
    this.#options = options;
  }

  /** What an endpoint shows may have changed. */
  changed(owner: Endpoint): void {
    this.#changed.add(owner);
    if (this.#options.endpoints.size < GATHER_FROM) this.flush();
    else {
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, GATHER_MS);
    }
  }

  /** Clients drop the sources of whoever leaves by themselves. */
  left(owner: Endpoint): void {
    this.#changed.delete(owner);
    for (const other of this.#options.endpoints.values()) other.told.delete(owner.id);
  }

  /** Tells a newcomer what has changed between its invitation and its answer. */
  catchUp(receiver: Endpoint): void {
    this.#tell(receiver, this.#options.endpoints.values());
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#changed.size === 0) return;
    const owners = [...this.#changed];
    this.#changed.clear();
    this.#options.before();
    for (const receiver of this.#options.endpoints.values()) {
      if (receiver.phase === "accepted") this.#tell(receiver, owners);
    }
  }

  #tell(receiver: Endpoint, owners: Iterable<Endpoint>): void {
    const { invitation } = receiver;
    if (invitation === null) return;
    const removed: ShownSource[] = [];
    const added: ShownSource[] = [];
    for (const owner of owners) {
      if (owner === receiver) continue;
      const before = receiver.told.get(owner.id) ?? [];
      const shown = this.#options.shownOf(owner);
      receiver.told.set(owner.id, shown);
      removed.push(...before.filter((old) => !shown.some((now) => sameSource(now, old))));
      added.push(...shown.filter((now) => !before.some((old) => sameSource(old, now))));
    }
    for (const jingle of [
      sourceChange("source-remove", invitation.sessionId, removed),
      sourceChange("source-add", invitation.sessionId, added),
    ]) {
      if (jingle !== null) this.#options.send(receiver, jingle);
    }
  }
}
