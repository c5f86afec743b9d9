import type { LinkPreview } from "../contract.ts";
import type { Api } from "../session/api.ts";
import { linkPreview } from "./link-preview.ts";

const MOST_KEPT = 300;
const MOST_AT_ONCE = 4;
/** Milliseconds until a page that could not be looked at is asked for again. */
const FAILURE_KEPT = 60_000;

/**
 * Previews of web pages: each page is asked for once, a few at a time, however often its message
 * is scrolled past.
 */
export class LinkPreviews {
  readonly #known = new Map<string, Promise<LinkPreview | undefined>>();
  /** Page → when it last could not be looked at. */
  readonly #failed = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  /**
   * @param ask the server for one page
   * @param now milliseconds
   */
  constructor(
    private readonly ask: (url: string) => Promise<LinkPreview | undefined>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @returns undefined when there is nothing to show, or the page cannot be looked at */
  of(url: string): Promise<LinkPreview | undefined> {
    const known = this.#known.get(url);
    if (known !== undefined) return known;
    const failed = this.#failed.get(url);
    if (failed !== undefined && this.now() - failed < FAILURE_KEPT)
      return Promise.resolve(undefined);
    const asked = this.#inTurn(url);
    this.#known.set(url, asked);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KEPT && oldest !== undefined) this.#known.delete(oldest);
    return asked;
  }

  async #inTurn(url: string): Promise<LinkPreview | undefined> {
    if (this.#running >= MOST_AT_ONCE) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      const preview = await this.ask(url);
      this.#failed.delete(url);
      return preview;
    } catch {
      this.#known.delete(url);
      if (this.#failed.size >= MOST_KEPT) this.#failed.clear();
      this.#failed.set(url, this.now());
      return undefined;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}

export function linkPreviewsOf(api: Api): LinkPreviews {
  return new LinkPreviews((url) => linkPreview(api, url));
}
