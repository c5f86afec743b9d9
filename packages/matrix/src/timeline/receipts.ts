import { markRead } from "../rooms/reading.ts";
import type { OpenRoom } from "./open-room.ts";

/** Milliseconds for which a receipt waits for the next one. */
const RECEIPT_DELAY = 300;

/** Tells the server up to where this person has read. */
export class OwnReceipts {
  #waits = false;

  constructor(private readonly open: OpenRoom) {}

  markRead(): void {
    if (this.#waits) return;
    this.#waits = true;
    this.open.lifetime.timeout(RECEIPT_DELAY, () => {
      this.#waits = false;
      markRead(this.open.engine, this.open.id, "main");
    });
  }
}
