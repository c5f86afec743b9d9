import type { MatrixSession, RoomDrafts } from "@plenum/matrix";
import { type DraftStore, readDraft } from "./drafts.ts";
import { placeKey, roomOfPlace, threadOfPlace } from "./place.ts";

/** Milliseconds without a key until a draft goes to the account. */
const PAUSE = 1_500;
/** UTF-16 units of all drafts of a room; what is longer stays on this device. */
const LARGEST = 30_000;

/**
 * Keeps the drafts of this device and of the account alike, for as long as nobody stops it. The
 * newest wins, place by place; one's own writing that comes back from the server is no news.
 * @returns the function that stops it
 */
export function syncDrafts(session: Pick<MatrixSession, "drafts">, drafts: DraftStore): () => void {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  let stopped = false;
  let unwatch: (() => void) | undefined;

  const save = async (roomId: string): Promise<void> => {
    waiting.delete(roomId);
    const content = Object.fromEntries(
      [...drafts.ofRoom(roomId)].map(([place, draft]) => [threadOfPlace(place), draft]),
    );
    if (JSON.stringify(content).length > LARGEST) return;
    await (await session.drafts()).save(roomId, content);
  };
  const unsubscribe = drafts.subscribe((place, draft, own) => {
    if (!own) return;
    const roomId = roomOfPlace(place);
    clearTimeout(waiting.get(roomId));
    // What has been sent must not come back on another device.
    const pause = draft.text === "" ? 0 : PAUSE;
    waiting.set(
      roomId,
      setTimeout(() => {
        // Without the server the draft stays here, and goes with the next key.
        save(roomId).catch(() => undefined);
      }, pause),
    );
  });
  const watch = async (): Promise<void> => {
    const account = await session.drafts();
    if (stopped) return;
    unwatch = account.watch((roomId, found) => adoptAll(drafts, roomId, found, Date.now()));
  };
  watch().catch(() => undefined);
  return () => {
    stopped = true;
    unwatch?.();
    unsubscribe();
    for (const timer of waiting.values()) clearTimeout(timer);
  };
}

/** Takes what is newer. A time in the future is a wrong clock, and counts as now. */
export function adoptAll(drafts: DraftStore, roomId: string, found: RoomDrafts, now: number): void {
  for (const [root, value] of Object.entries(found)) {
    const draft = readDraft(value);
    if (draft === undefined || (root !== "" && !root.startsWith("$"))) continue;
    const place = placeKey(roomId, root === "" ? undefined : root);
    drafts.adopt(place, { ...draft, at: Math.min(draft.at, now) });
  }
}
