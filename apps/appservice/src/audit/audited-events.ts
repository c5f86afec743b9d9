import type { Pool, PoolClient } from "pg";
import { inTransaction, type Queryable } from "../database/database.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import type { AuditLog, AuditNote } from "./audit-log.ts";
import { notesOf } from "./room-events.ts";

/** How long an event is remembered; the homeserver delivers one again for hours at most. */
const REMEMBERED = "30 days";

/**
 * Takes up what happens to conference rooms in the audit log, whichever client did it: each event once, also
 * when it is delivered twice, or was written down already by the act that made it.
 */
export class AuditedEvents {
  constructor(
    private readonly pool: Pool,
    private readonly audit: Pick<AuditLog, "record">,
    private readonly botUserId: string,
  ) {}

  /** An event of a room that the bot is in. Bears repetition. */
  async handle(event: MatrixEvent): Promise<void> {
    const notes = notesOf(event, this.botUserId);
    if (notes.length === 0 || event.event_id === undefined) return;
    const eventId = event.event_id;
    await inTransaction(this.pool, (client) => this.once(client, eventId, notes));
  }

  /**
   * Writes down what an event means, unless it was written down before.
   * @param client in a transaction
   */
  async once(client: PoolClient, eventId: string, notes: readonly AuditNote[]): Promise<void> {
    const taken = await client.query(
      "INSERT INTO audited_events (event_id) VALUES ($1) ON CONFLICT DO NOTHING",
      [eventId],
    );
    if (taken.rowCount !== 1) return;
    for (const note of notes) await this.audit.record(note, client);
  }
}

/** Forgets events that will not be delivered again. */
export async function forgetAuditedEvents(on: Queryable): Promise<void> {
  await on.query("DELETE FROM audited_events WHERE at < now() - $1::interval", [REMEMBERED]);
}
