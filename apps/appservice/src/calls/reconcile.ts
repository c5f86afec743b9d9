import { isPhoneUserId, placeOfConferenceName, type ControlConferences } from "@plenum/model";
import type { Logger } from "../logging/logger.ts";
import type { RoomReader } from "../matrix/room-reader.ts";
import type { CallApplier } from "./apply/applier.ts";
import type { ConferenceControl } from "./conference-control.ts";
import type { SpeakingLists } from "../speaking-list/speaking-lists.ts";
import type { SubRooms } from "./sub-rooms/sub-rooms.ts";

/**
 * Compares who is in the calls with who is in the rooms, and removes from a call whoever is not
 * in its room any more: removed, banned, left, or the whole room is gone. This reaches rooms that
 * the bot is not in, and makes good what was missed while the appservice was away. Roles and rights
 * of those who stay are put again.
 */
export class CallReconciler {
  /** Conferences that were told, with the incarnation of the server that was. */
  private told: ReadonlySet<string> = new Set();

  constructor(
    private readonly rooms: Pick<RoomReader, "members">,
    private readonly control: ConferenceControl,
    private readonly applier: Pick<CallApplier, "attempt">,
    private readonly subRooms: Pick<SubRooms, "reconcile">,
    private readonly speaking: Pick<SpeakingLists, "look">,
    private readonly log: Logger,
  ) {}

  /**
   * As `run`, but only for conferences that have begun since: after a restart of the conference
   * server it knows of no rights, and people come back with tokens from before.
   */
  async runForNew(): Promise<void> {
    const { incarnation = "", conferences } = await this.control.conferences();
    const key = ({ name }: { readonly name: string }): string => `${incarnation} ${name}`;
    const told = this.told;
    this.told = new Set(conferences.map(key));
    await this.speaking.look(conferences);
    await this.reconcile(conferences.filter((conference) => !told.has(key(conference))));
  }

  async run(): Promise<void> {
    const { conferences } = await this.control.conferences();
    await this.reconcile(conferences);
    await this.subRooms.reconcile(conferences);
  }

  private async reconcile(conferences: ControlConferences["conferences"]): Promise<void> {
    for (const conference of conferences) {
      const place = placeOfConferenceName(conference.name);
      if (place === undefined || place.subRoom !== undefined) continue;
      if (conference.participants.length === 0) continue;
      const { roomId } = place;
      const members = new Set(await this.rooms.members(roomId));
      const strangers = new Set(
        conference.participants
          .map((participant) => participant.userId)
          // Telephones are members of nothing: they came by the room's PIN, and go with the room.
          .filter((userId) => !members.has(userId))
          .filter((userId) => members.size === 0 || !isPhoneUserId(userId)),
      );
      for (const userId of strangers) {
        await this.control.remove(conference.name, userId);
        this.log.info("removed somebody from a call who is not in its room");
      }
      await this.applier.attempt(roomId);
    }
  }
}
