import type { Observable } from "./observable.ts";

/** Opaque to views: hand it to `session.media`. */
export interface MediaSource {
  readonly mxc: string;
  readonly encrypted?: unknown;
}

export interface MediaAccess {
  /** Object URL of a (decrypted) file, and the file itself; release it when the view goes. */
  load(
    source: MediaSource,
    mimeType: string,
    signal?: AbortSignal,
  ): Promise<{ url: string; blob: Blob; release(): void }>;
  /** Object URL of an avatar or thumbnail, shared and cached; undefined while it loads. */
  thumbnail(mxc: string, size: number): Observable<string | undefined>;
}
