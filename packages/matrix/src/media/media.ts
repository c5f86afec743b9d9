import type { LoadedFile, MediaAccess, MediaSource, Observable } from "../contract.ts";
import { MatrixFailure } from "../errors/failure.ts";
import type { Lifetime } from "../observable/lifetime.ts";
import { Value } from "../observable/value.ts";
import { type Api, path } from "../session/api.ts";
import { parseMxc } from "../untrusted/mxc.ts";
import { decryptAttachment, isEncryptedFile } from "./attachment.ts";
import { safeMimeType } from "./mime.ts";
import { isBearable, readPictureSize } from "./picture-size.ts";

/** Thumbnails kept when nobody looks at them any more. */
const KEPT = 300;
/** Thumbnails fetched at once. */
const PARALLEL = 6;
const DOWNLOAD_TIMEOUT = 5 * 60_000;
/** Milliseconds after which a thumbnail that failed is worth another try. */
const RETRY_AFTER = 60_000;

interface Thumbnail {
  readonly value: Value<string | undefined>;
  readonly mxc: string;
  readonly size: number;
  listeners: number;
  state: "new" | "queued" | "loaded" | "failed";
  failedAt: number;
}

/** Files and pictures of the homeserver (authenticated media), as object URLs. */
export class Media implements MediaAccess {
  /** In the order of last use, the oldest first. */
  readonly #thumbnails = new Map<string, Thumbnail>();
  readonly #queue: Thumbnail[] = [];
  readonly #urls = new Set<string>();
  #running = 0;

  constructor(
    private readonly api: Api,
    private readonly lifetime: Lifetime,
  ) {
    lifetime.add(() => {
      for (const url of this.#urls) URL.revokeObjectURL(url);
      this.#urls.clear();
      this.#thumbnails.clear();
      this.#queue.length = 0;
    });
  }

  async load(source: MediaSource, mimeType: string, signal?: AbortSignal): Promise<LoadedFile> {
    const response = await this.#download(source.mxc, signal);
    const data = await response.arrayBuffer();
    const plain = isEncryptedFile(source.encrypted)
      ? await decryptAttachment(data, source.encrypted)
      : data;
    const type = safeMimeType(mimeType);
    if (type.startsWith("image/") && !isBearable(readPictureSize(new Uint8Array(plain)))) {
      throw new MatrixFailure("too-large", "The picture claims to be larger than any screen");
    }
    const blob = new Blob([plain], { type });
    const url = this.#objectUrl(blob);
    return { url, blob, release: () => this.#release(url) };
  }

  async preview(source: MediaSource, mimeType: string, signal?: AbortSignal): Promise<LoadedFile> {
    const address = parseMxc(source.mxc);
    if (isEncryptedFile(source.encrypted) || address === undefined) {
      return this.load(source, mimeType, signal);
    }
    try {
      const response = await this.#fetch(
        path("v1", "media", "thumbnail", address.server, address.mediaId),
        signal,
        { width: "800", height: "600", method: "scale" },
      );
      const blob = await response.blob();
      const type = safeMimeType(blob.type);
      if (!type.startsWith("image/")) throw new MatrixFailure("unknown", "Not a picture");
      const url = this.#objectUrl(new Blob([blob], { type }));
      return { url, blob, release: () => this.#release(url) };
    } catch {
      // Not every kind of picture can be made smaller by the server.
      signal?.throwIfAborted();
      return this.load(source, mimeType, signal);
    }
  }

  thumbnail(mxc: string, size: number): Observable<string | undefined> {
    const pixels = Math.min(800, Math.max(16, Math.ceil(size)));
    const key = `${pixels} ${mxc}`;
    const get = (): Thumbnail => {
      const entry = this.#thumbnails.get(key) ?? {
        value: new Value<string | undefined>(undefined),
        mxc,
        size: pixels,
        listeners: 0,
        state: "new" as const,
        failedAt: 0,
      };
      this.#thumbnails.delete(key);
      this.#thumbnails.set(key, entry);
      return entry;
    };
    return {
      get: () => this.#thumbnails.get(key)?.value.get(),
      subscribe: (listener) => {
        const entry = get();
        entry.listeners += 1;
        const off = entry.value.subscribe(listener);
        this.#want(entry);
        let done = false;
        return () => {
          if (done) return;
          done = true;
          off();
          entry.listeners -= 1;
          this.#trim();
        };
      },
    };
  }

  async #download(mxc: string, signal: AbortSignal | undefined): Promise<Response> {
    const address = parseMxc(mxc);
    if (address === undefined) throw new MatrixFailure("not-found", "Not an address of a file");
    return this.#fetch(path("v1", "media", "download", address.server, address.mediaId), signal);
  }

  async #fetch(
    where: string,
    signal: AbortSignal | undefined,
    query: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const { signal: end } = this.lifetime;
    return this.api.raw({
      method: "GET",
      path: where,
      query,
      signal: signal === undefined ? end : AbortSignal.any([signal, end]),
      timeout: DOWNLOAD_TIMEOUT,
    });
  }

  #want(entry: Thumbnail): void {
    const again = entry.state === "failed" && Date.now() - entry.failedAt > RETRY_AFTER;
    if ((entry.state !== "new" && !again) || this.lifetime.ended) return;
    entry.state = "queued";
    this.#queue.push(entry);
    this.#next();
  }

  #next(): void {
    while (this.#running < PARALLEL) {
      // The newest wish first: it is what is on the screen now.
      const entry = this.#queue.pop();
      if (entry === undefined) return;
      if (entry.listeners === 0) {
        entry.state = "new";
        continue;
      }
      this.#running += 1;
      void this.#fetchThumbnail(entry).finally(() => {
        this.#running -= 1;
        this.#next();
      });
    }
  }

  async #fetchThumbnail(entry: Thumbnail): Promise<void> {
    const address = parseMxc(entry.mxc);
    if (address === undefined) {
      entry.state = "failed";
      entry.failedAt = Infinity;
      return;
    }
    try {
      const response = await this.api.raw({
        method: "GET",
        path: path("v1", "media", "thumbnail", address.server, address.mediaId),
        query: {
          width: String(entry.size),
          height: String(entry.size),
          method: entry.size <= 128 ? "crop" : "scale",
        },
        signal: this.lifetime.signal,
        timeout: 60_000,
      });
      const blob = await response.blob();
      if (this.lifetime.ended) return;
      const type = safeMimeType(blob.type);
      if (!type.startsWith("image/")) throw new MatrixFailure("unknown", "Not a picture");
      entry.state = "loaded";
      entry.value.set(this.#objectUrl(new Blob([blob], { type })));
      this.#trim();
    } catch {
      // No picture: the view keeps showing initials.
      entry.state = "failed";
      entry.failedAt = Date.now();
    }
  }

  #trim(): void {
    if (this.#thumbnails.size <= KEPT) return;
    for (const [key, entry] of this.#thumbnails) {
      if (this.#thumbnails.size <= KEPT) return;
      if (entry.listeners > 0 || entry.state === "queued") continue;
      this.#thumbnails.delete(key);
      const url = entry.value.get();
      if (url !== undefined) this.#release(url);
    }
  }

  #objectUrl(blob: Blob): string {
    const url = URL.createObjectURL(blob);
    this.#urls.add(url);
    return url;
  }

  #release(url: string): void {
    if (this.#urls.delete(url)) URL.revokeObjectURL(url);
  }
}
