import { randomInt } from "node:crypto";
import type { Pool } from "pg";
import type { DialIn, DialInConfig } from "@plenum/model";
import { z } from "zod";

/** Ten digits without a leading zero, since the gateways' protocol has the PIN as a number. */
const LOWEST = 1_000_000_000;
const HIGHEST = 10_000_000_000;

const rowSchema = z.object({ pin: z.string(), room_id: z.string() });

/** PINs under which a telephone gets into the call of a room. */
export class ConferencePins {
  constructor(
    private readonly pool: Pool,
    private readonly config: DialInConfig | undefined,
  ) {}

  /** What a telephone needs to get into the call of a room; undefined where none can. */
  async dialInOf(roomId: string | undefined): Promise<DialIn | undefined> {
    if (this.config === undefined || roomId === undefined) return undefined;
    const pin = await this.allotted(roomId);
    return {
      numbers: this.config.numbers.map(({ country, number }) => ({ country, number })),
      pin,
    };
  }

  /** The PIN of a room, which gets one by chance where it has none. */
  private async allotted(roomId: string): Promise<string> {
    for (;;) {
      const there = await this.pinOf(roomId);
      if (there !== undefined) return there;
      const pin = String(LOWEST + randomInt(HIGHEST - LOWEST));
      await this.pool.query(
        "INSERT INTO conference_pins (pin, room_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        [pin, roomId],
      );
    }
  }

  async pinOf(roomId: string): Promise<string | undefined> {
    const found = await this.pool.query(
      "SELECT pin, room_id FROM conference_pins WHERE room_id = $1",
      [roomId],
    );
    return found.rows.length === 0 ? undefined : rowSchema.parse(found.rows[0]).pin;
  }

  /** The room of a PIN, as long as a meeting in it is ahead, or ended less than a day ago. */
  async roomOf(pin: string): Promise<string | undefined> {
    const found = await this.pool.query(
      `SELECT pin, room_id FROM conference_pins c WHERE pin = $1 AND EXISTS (
         SELECT 1 FROM meetings m WHERE m.room_id = c.room_id AND m.cancelled_at IS NULL
           AND m.last_end > now() - interval '1 day')`,
      [pin],
    );
    return found.rows.length === 0 ? undefined : rowSchema.parse(found.rows[0]).room_id;
  }

  /** Frees PINs whose meetings are long over. */
  async forgetOld(): Promise<void> {
    await this.pool.query(
      `DELETE FROM conference_pins c WHERE created_at < now() - interval '1 day' AND NOT EXISTS (
         SELECT 1 FROM meetings m WHERE m.room_id = c.room_id AND m.cancelled_at IS NULL
           AND m.last_end > now() - interval '30 days')`,
    );
  }
}
