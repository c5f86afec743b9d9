import type { Pool } from "pg";
import { z } from "zod";

/** An event as the homeserver delivers it. */
export interface MatrixEvent {
  readonly type: string;
  readonly event_id?: string | undefined;
  /** Milliseconds since 1970 by the sender's server: may be wrong. */
  readonly origin_server_ts?: number | undefined;
  readonly room_id?: string | undefined;
  readonly sender?: string | undefined;
  readonly state_key?: string | undefined;
  readonly content: Readonly<Record<string, unknown>>;
  /** What the homeserver adds: of a state event, what was there before. */
  readonly unsigned?: { readonly prev_content?: unknown } | undefined;
}

/** An event from outside. What this does not name survives. */
export const matrixEventSchema: z.ZodType<MatrixEvent> = z.looseObject({
  type: z.string(),
  event_id: z.string().optional(),
  origin_server_ts: z.number().optional(),
  room_id: z.string().optional(),
  sender: z.string().optional(),
  state_key: z.string().optional(),
  content: z.record(z.string(), z.unknown()).default({}),
  unsigned: z.looseObject({ prev_content: z.unknown() }).optional().catch(undefined),
});

/** Hears every event of the rooms that the bot or a guest is in. Must bear repetition. */
export type EventListener = (event: MatrixEvent) => Promise<void> | void;

/** How long a transaction is remembered; the homeserver repeats one only until it was answered. */
const REMEMBERED = "7 days";

/**
 * Works off each transaction of the homeserver once, even when it is delivered again after a
 * restart: its id is stored after its events were handled, so handlers must bear repetition.
 */
export class TransactionHandler {
  constructor(
    private readonly pool: Pool,
    private readonly listeners: readonly EventListener[],
  ) {}

  /** @returns false for a transaction that was worked off before */
  async handle(id: string, events: readonly MatrixEvent[]): Promise<boolean> {
    const known = await this.pool.query("SELECT 1 FROM transactions WHERE id = $1", [id]);
    if (known.rowCount !== 0) return false;
    for (const event of events) {
      for (const listen of this.listeners) await listen(event);
    }
    await this.pool.query("INSERT INTO transactions (id) VALUES ($1) ON CONFLICT DO NOTHING", [id]);
    return true;
  }

  /** Forgets what the homeserver will not repeat any more. */
  async forgetOld(): Promise<void> {
    await this.pool.query("DELETE FROM transactions WHERE received_at < now() - $1::interval", [
      REMEMBERED,
    ]);
  }
}
