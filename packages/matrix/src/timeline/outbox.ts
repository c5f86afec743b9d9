import { EventStatus } from "matrix-js-sdk/lib/models/event-status.js";
import type { RoomHandle, SendTextOptions } from "../contract.ts";
import { failing } from "../errors/failure.ts";
import { field } from "../untrusted/guards.ts";
import type { OpenRoom } from "./open-room.ts";
import { failedAt, ownReaction } from "./own-events.ts";
import { editContent, textContent } from "./sending.ts";
import type { ShownTimeline } from "./shown-timeline.ts";

export type EditOptions = Parameters<RoomHandle["edit"]>[2];

/** What this person writes into a room: it shows at once, and a failure stays where it happened. */
export class Outbox {
  #waiting: (() => void)[] = [];

  constructor(
    private readonly open: OpenRoom,
    private readonly timeline: Pick<ShownTimeline, "snapshot" | "showLatest">,
  ) {}

  sendText(text: string, options?: SendTextOptions): void {
    this.send("m.room.message", textContent(text, options));
  }

  send(type: string, content: Readonly<Record<string, unknown>>): void {
    if (this.open.room() === undefined) {
      // Not before it is known whether the room is encrypted.
      this.#waiting.push(() => this.send(type, content));
      return;
    }
    // Whoever writes while reading the past wants to see it said; answers in threads show there.
    if (field(field(content, "m.relates_to"), "rel_type") === undefined) this.timeline.showLatest();
    // The failure stays in the timeline, at the message.
    this.open.quietly(this.#sendEvent(type, content));
    this.open.changedNow("timeline");
  }

  /** Sends what was written before the room was known. */
  sendWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const send of waiting) send();
  }

  edit(eventId: string, text: string, options?: EditOptions): void {
    const original: unknown = this.open.room()?.findEventById(eventId)?.getOriginalContent();
    this.send("m.room.message", editContent(eventId, original, text, options));
  }

  async redact(eventId: string, reason?: string): Promise<void> {
    const { client } = this.open.engine;
    const options = reason === undefined ? {} : { reason };
    await this.#orUndo(() => client.redactEvent(this.open.id, eventId, undefined, options));
  }

  async react(eventId: string, key: string): Promise<void> {
    const mine = ownReaction(this.open.need(), this.open.ownUserId, eventId, key);
    // The same reaction again takes it back.
    if (mine !== undefined) return this.redact(mine);
    await this.#orUndo(() =>
      this.#sendEvent("m.reaction", {
        "m.relates_to": { rel_type: "m.annotation", event_id: eventId, key },
      }),
    );
  }

  retry(key: string): void {
    const room = this.open.room();
    if (room === undefined) return;
    for (const event of failedAt(
      room,
      this.open.ownUserId,
      this.timeline.snapshot.get().items,
      key,
    )) {
      this.open.quietly(this.open.engine.client.resendEvent(event, room));
    }
    this.open.changedNow("timeline");
  }

  discard(key: string): void {
    const room = this.open.room();
    if (room === undefined) return;
    for (const event of failedAt(
      room,
      this.open.ownUserId,
      this.timeline.snapshot.get().items,
      key,
    ))
      this.open.engine.client.cancelPendingEvent(event);
    this.open.changedNow("timeline");
  }

  /** matrix-js-sdk's types know only its own contents. */
  async #sendEvent(type: string, content: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.open.engine.client.sendEvent(this.open.id, type as never, content as never);
  }

  /** Runs a change that has no line of its own to fail at: if it fails, its echo goes again. */
  async #orUndo(work: () => Promise<unknown>): Promise<void> {
    const room = this.open.need();
    const before = new Set(room.getPendingEvents());
    const running = work();
    const echoes = room.getPendingEvents().filter((event) => !before.has(event));
    this.open.changedNow("timeline");
    try {
      await failing(() => running);
    } catch (error) {
      for (const event of echoes) {
        if (event.status === EventStatus.NOT_SENT) {
          this.open.engine.client.cancelPendingEvent(event);
        }
      }
      this.open.changed("timeline");
      throw error;
    }
  }
}
