import type { Observable } from "./observable.ts";

/** Opaque to views: hand it to `session.media`. */
export interface MediaSource {
  readonly mxc: string;
  readonly encrypted?: unknown;
}

export interface LoadedFile {
  readonly url: string;
  readonly blob: Blob;
  release(): void;
}

export interface MediaAccess {
  /**
   * Object URL of a (decrypted) file, and the file itself; release it when the view goes.
   * @throws MatrixFailure `too-large` for a picture that claims more pixels than can be unpacked
   */
  load(source: MediaSource, mimeType: string, signal?: AbortSignal): Promise<LoadedFile>;
  /** The same for a picture as large as a timeline shows it, made by the server where it can. */
  preview(source: MediaSource, mimeType: string, signal?: AbortSignal): Promise<LoadedFile>;
  /** Object URL of an avatar or thumbnail, shared and cached; undefined while it loads. */
  thumbnail(mxc: string, size: number): Observable<string | undefined>;
}
