import type { Observable } from "./observable.ts";

/**
 * What the account keeps on the server for all its devices, by type. The content is untrusted:
 * another client may have written it. Whoever reads it parses it.
 */
export interface AccountData {
  /** The content as it is known now, own changes at once; undefined where there is none. */
  of(type: string): Observable<unknown>;
  /**
   * Writes the content; shown at once, taken back when the server refuses.
   * @throws MatrixFailure
   */
  set(type: string, content: Readonly<Record<string, unknown>>): Promise<void>;
}
