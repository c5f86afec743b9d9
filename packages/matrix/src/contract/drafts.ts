import type { Observable } from "./observable.ts";

/** Drafts of a room by place: empty for the room itself, else a thread's root. Untrusted content. */
export type RoomDrafts = Readonly<Record<string, unknown>>;

/**
 * Drafts that the account keeps for all its devices. What lies on the server is encrypted with a
 * key of the account's key backup; a device without that key keeps its drafts to itself.
 */
export interface AccountDrafts {
  /** Whether this device has the key; it comes when the device is confirmed. */
  readonly hasKey: Observable<boolean>;
  /**
   * Tells of the drafts of every room, those known already and whatever comes.
   * @returns the function that ends it
   */
  watch(listener: (roomId: string, drafts: RoomDrafts) => void): () => void;
  /**
   * The drafts of a room as the server has them now; undefined where there are none that this
   * device can read.
   * @throws MatrixFailure
   */
  fetch(roomId: string): Promise<RoomDrafts | undefined>;
  /**
   * Replaces the drafts of a room.
   * @returns false where this device has no key: nothing was sent
   * @throws MatrixFailure
   */
  save(roomId: string, drafts: RoomDrafts): Promise<boolean>;
}
