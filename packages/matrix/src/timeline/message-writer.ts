import { type EditOptions, type Outbox } from "./outbox.ts";

/** What one does with messages that are there: the same in a room and in one of its threads. */
export abstract class MessageWriter {
  protected abstract readonly outbox: Outbox;

  edit(eventId: string, text: string, options?: EditOptions): void {
    this.outbox.edit(eventId, text, options);
  }

  async redact(eventId: string, reason?: string): Promise<void> {
    return this.outbox.redact(eventId, reason);
  }

  async react(eventId: string, key: string): Promise<void> {
    return this.outbox.react(eventId, key);
  }

  retry(key: string): void {
    this.outbox.retry(key);
  }

  discard(key: string): void {
    this.outbox.discard(key);
  }
}
