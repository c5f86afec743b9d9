import { conferenceRoomName } from "@plenum/model";
import type { Logger } from "../../logging/logger.ts";
import { Latest } from "../../maintenance/latest.ts";
import type { MatrixEvent } from "../../matrix/transactions.ts";
import type { RoomReader } from "../../matrix/room-reader.ts";
import type { ConferenceControl } from "../conference-control.ts";
import { wishOfRoom } from "./wish-of-room.ts";

/** State of a room that its call follows. */
const FOLLOWED: ReadonlySet<string> = new Set([
  "m.room.power_levels",
  "chat.plenum.conference",
  "chat.plenum.floor",
]);

/**
 * Makes the calls of rooms what the rooms say: reads the room anew and puts the whole wish. There is
 * nothing to remember, so it may be called at any time, and after any restart of either side.
 */
export class CallApplier {
  private readonly running = new Latest((roomId: string) => this.once(roomId));

  constructor(
    private readonly parts: {
      readonly rooms: Pick<RoomReader, "callFacts">;
      readonly control: Pick<ConferenceControl, "wish">;
      readonly serverName: string;
      readonly log: Logger;
    },
  ) {}

  /**
   * Applies a room as it is now. Calls while one is under way for the same room share the next one.
   * @throws HomeserverError, HomeserverUnreachable, ConferenceServerUnreachable
   */
  apply(roomId: string): Promise<void> {
    return this.running.run(roomId);
  }

  /** An event of a room that the bot is in. Does not hold up the events after it. */
  handle(event: MatrixEvent): void {
    if (event.room_id === undefined || event.state_key !== "" || !FOLLOWED.has(event.type)) return;
    this.attempt(event.room_id).catch(() => undefined);
  }

  /** As `apply`, but what goes wrong is logged: the next round makes it good. */
  async attempt(roomId: string): Promise<void> {
    try {
      await this.apply(roomId);
    } catch (error) {
      this.parts.log.warn({ err: error }, "a call could not be brought up to date yet");
    }
  }

  private async once(roomId: string): Promise<void> {
    const { rooms, control, serverName } = this.parts;
    const facts = await rooms.callFacts(roomId);
    if (facts === undefined) return;
    await control.wish(conferenceRoomName(roomId), wishOfRoom(facts, serverName));
  }
}
