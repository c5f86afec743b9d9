import { toFailure } from "../errors/failure.ts";
import type { SearchHit, SearchPage, SearchRun } from "../contract.ts";

/** Hits of a page. */
const PAGE = 20;

/** One of the places that are searched: pages of hits, newest first. */
export interface Source {
  readonly name: "local" | "server";
  /** The next hits; `done` when there are no more. */
  next(): Promise<{
    readonly hits: readonly SearchHit[];
    readonly total: number;
    readonly near: boolean;
    readonly done: boolean;
  }>;
}

interface Stream {
  readonly source: Source;
  waiting: SearchHit[];
  total: number;
  near: boolean;
  done: boolean;
  failed: boolean;
}

/**
 * Merges sources by time: a hit is shown only when no source can have a newer one left. The same
 * message from two sources is shown once. A source that fails is left out, and the page says so.
 */
export class MergedRun implements SearchRun {
  readonly #streams: readonly Stream[];
  readonly #shown = new Set<string>();
  #twice = 0;

  constructor(sources: readonly Source[]) {
    this.#streams = sources.map((source) => ({
      source,
      waiting: [],
      total: 0,
      near: false,
      done: false,
      failed: false,
    }));
  }

  async next(): Promise<SearchPage> {
    const hits: SearchHit[] = [];
    while (hits.length < PAGE) {
      await Promise.all(this.#streams.map(async (stream) => this.#refill(stream)));
      const newest = this.#newest();
      if (newest === undefined) break;
      const hit = newest.waiting.shift();
      if (hit === undefined) continue;
      if (this.#shown.has(hit.eventId)) {
        this.#twice += 1;
        continue;
      }
      this.#shown.add(hit.eventId);
      hits.push(hit);
    }
    // What resembles the words is shown only where nothing has them.
    const exact = this.#streams.filter(({ near, total }) => total > 0 && !near);
    const more = this.#streams.some(
      ({ waiting, done, failed, near }) =>
        !(near && exact.length > 0) && (waiting.length > 0 || (!done && !failed)),
    );
    const counted = this.#counted(exact).reduce((sum, { total }) => sum + total, 0);
    return {
      hits,
      // What is on both sides is counted twice until all of it has been seen.
      total: more ? Math.max(this.#shown.size, counted - this.#twice) : this.#shown.size,
      near: exact.length === 0 && this.#streams.some(({ near }) => near),
      more,
      serverFailed: this.#streams.some(({ source, failed }) => failed && source.name === "server"),
    };
  }

  #counted(exact: readonly Stream[]): readonly Stream[] {
    return exact.length > 0 ? exact : this.#streams;
  }

  async #refill(stream: Stream): Promise<void> {
    while (stream.waiting.length === 0 && !stream.done && !stream.failed) {
      try {
        const { hits, total, near, done } = await stream.source.next();
        stream.waiting.push(...hits);
        stream.total = total;
        stream.near = near;
        stream.done = done;
      } catch (error) {
        if (stream.source.name === "local") throw toFailure(error);
        stream.failed = true;
      }
    }
  }

  #newest(): Stream | undefined {
    const anyExact = this.#streams.some(({ near, total }) => total > 0 && !near);
    return this.#streams
      .filter(({ waiting, near }) => waiting.length > 0 && !(near && anyExact))
      .toSorted((a, b) => (b.waiting[0]?.timestamp ?? 0) - (a.waiting[0]?.timestamp ?? 0))[0];
  }
}
