import type { MatrixSession, RoomDrafts } from "@plenum/matrix";
import { type DraftStore, readDraft } from "./drafts.ts";
import { placeKey, roomOfPlace, threadOfPlace } from "./place.ts";

/** Milliseconds without a key until a draft goes to the account. */
const PAUSE = 1_500;
/** Milliseconds after the start until what was left is sent: the start has other things to do. */
const AFTER_START = 5_000;
/** UTF-16 units of all drafts of a room; what is longer stays on this device. */
const LARGEST = 30_000;

/**
 * Keeps the drafts of this device and of the account alike, for as long as nobody stops it. The
 * newest wins, place by place; one's own writing that comes back from the server is no news. What
 * did not reach the server before a reload is sent after it.
 * @returns the function that stops it
 */
export function syncDrafts(session: Pick<MatrixSession, "drafts">, drafts: DraftStore): () => void {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>();
  /** Times that the account has, by place; a room's are known once it was told of or asked for. */
  const inAccount = new Map<string, number>();
  const asked = new Set<string>();
  let stopped = false;
  let unwatch: (() => void) | undefined;
  let endKey: (() => void) | undefined;

  const adopt = (roomId: string, found: RoomDrafts): void => {
    asked.add(roomId);
    for (const [place, at] of adoptAll(drafts, roomId, found, Date.now())) inAccount.set(place, at);
  };
  const isAhead = (roomId: string): boolean =>
    [...drafts.ofRoom(roomId)].some(([place, { at }]) => at > (inAccount.get(place) ?? 0));

  const save = async (roomId: string): Promise<void> => {
    waiting.delete(roomId);
    const account = await session.drafts();
    // Another device may have written since: what it wrote must not go under.
    if (!asked.has(roomId)) adopt(roomId, (await account.fetch(roomId)) ?? {});
    if (stopped || !isAhead(roomId)) return;
    const mine = drafts.ofRoom(roomId);
    const content = Object.fromEntries(
      [...mine].map(([place, draft]) => [threadOfPlace(place), draft]),
    );
    if (JSON.stringify(content).length > LARGEST) return;
    if (!(await account.save(roomId, content))) return;
    for (const [place, { at }] of mine) inAccount.set(place, at);
  };
  const schedule = (roomId: string, pause: number): void => {
    clearTimeout(waiting.get(roomId));
    waiting.set(
      roomId,
      setTimeout(() => {
        // Without the server the draft stays here, and goes with the next key or start.
        save(roomId).catch(() => undefined);
      }, pause),
    );
  };
  const unsubscribe = drafts.subscribe((place, draft, own) => {
    // What has been sent must not come back on another device.
    if (own) schedule(roomOfPlace(place), draft.text === "" ? 0 : PAUSE);
  });
  const sendRest = (pause: number): void => {
    for (const roomId of drafts.rooms.getState()) schedule(roomId, pause);
  };
  const watch = async (): Promise<void> => {
    const account = await session.drafts();
    if (stopped) return;
    unwatch = account.watch((roomId, found) => {
      adopt(roomId, found);
      if (isAhead(roomId) && !waiting.has(roomId)) schedule(roomId, PAUSE);
    });
    sendRest(AFTER_START);
    endKey = account.hasKey.subscribe(() => {
      // What was asked for without the key was not readable.
      asked.clear();
      if (account.hasKey.get()) sendRest(PAUSE);
    });
  };
  watch().catch(() => undefined);
  return () => {
    stopped = true;
    unwatch?.();
    endKey?.();
    unsubscribe();
    for (const timer of waiting.values()) clearTimeout(timer);
  };
}

/**
 * Takes what is newer. A time in the future is a wrong clock, and counts as now.
 * @returns the times of all drafts that were found, by place
 */
export function adoptAll(
  drafts: DraftStore,
  roomId: string,
  found: RoomDrafts,
  now: number,
): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const [root, value] of Object.entries(found)) {
    const draft = readDraft(value);
    if (draft === undefined || (root !== "" && !root.startsWith("$"))) continue;
    const place = placeKey(roomId, root === "" ? undefined : root);
    const at = Math.min(draft.at, now);
    times.set(place, at);
    drafts.adopt(place, { ...draft, at });
  }
  return times;
}
