import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { field } from "../untrusted/guards.ts";
import type { OpenRoom } from "./open-room.ts";
import { sendReceipt } from "./signals.ts";

/** Milliseconds for which a receipt waits for the next one. */
const RECEIPT_DELAY = 300;

/** Tells the server up to where this person has read. */
export class OwnReceipts {
  #waits = false;
  #last: string | undefined;

  constructor(private readonly open: OpenRoom) {}

  markRead(): void {
    if (this.#waits) return;
    this.#waits = true;
    this.open.lifetime.timeout(RECEIPT_DELAY, () => {
      this.#waits = false;
      this.#send();
    });
  }

  #send(): void {
    const last = this.open
      .room()
      ?.getLiveTimeline()
      .getEvents()
      .findLast((event) => event.status === null);
    const eventId = last?.getId();
    if (last === undefined || eventId === undefined || eventId === this.#last) return;
    this.#last = eventId;
    sendReceipt(this.open.engine, last, eventId).catch(() => {
      this.#last = undefined;
    });
  }
}

/** The event up to which a person has read: by receipt, or by marker where there is none. */
export function readMarkerOf(room: Room, userId: string): string | undefined {
  const receipt = room.getEventReadUpTo(userId);
  if (receipt !== null) return receipt;
  const marker = field(room.getAccountData("m.fully_read")?.getContent(), "event_id");
  return typeof marker === "string" ? marker : undefined;
}
