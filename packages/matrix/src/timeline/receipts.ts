import { markRead } from "../rooms/reading.ts";
import type { OpenRoom } from "./open-room.ts";

/** Milliseconds for which a receipt waits for the next one. */
const RECEIPT_DELAY = 300;
/**
 * Milliseconds that lie between two receipts at least: each wakes everybody in the room, and where
 * many people write and read at once, what is written would wait for what was read.
 */
const SPACE = 2_000;
/**
 * Milliseconds for which it waits where the newest message is one's own: whoever writes has read
 * what stands above, for every client.
 */
const OWN_DELAY = 5_000;

/** Tells the server up to where this person has read; the numbers here follow at once. */
export class OwnReceipts {
  #waits = false;
  #later: (() => void) | undefined;
  /** The last one, sent or not, and when it is. */
  #last: ReturnType<typeof markRead>;
  #at = Number.NEGATIVE_INFINITY;

  constructor(private readonly open: OpenRoom) {}

  markRead(): void {
    if (this.#waits) return;
    this.#waits = true;
    this.open.lifetime.timeout(RECEIPT_DELAY, () => {
      this.#waits = false;
      this.#later?.();
      this.#later = undefined;
      if (this.#newestIsOwn()) {
        this.#later = this.open.lifetime.timeout(OWN_DELAY, () => this.#tell());
      } else this.#tell();
    });
  }

  /** A reaction says less: what it is about still counts as unread elsewhere. */
  #newestIsOwn(): boolean {
    const newest = this.open.room()?.getLiveTimeline().getEvents().at(-1);
    return newest?.getSender() === this.open.ownUserId && newest.getType() === "m.room.message";
  }

  #tell(): void {
    const now = performance.now();
    const waiting = this.#at > now;
    const at = waiting ? this.#at : Math.max(now, this.#at + SPACE);
    const marked = markRead(this.open.engine, this.open.id, "main", { delay: at - now });
    if (marked === undefined) return;
    // Of two that wait the later one says what both do, if it reaches as far.
    if (this.#last?.scope === marked.scope) this.#last.undo();
    else this.#last?.send();
    this.#last = marked;
    this.#at = at;
  }
}
