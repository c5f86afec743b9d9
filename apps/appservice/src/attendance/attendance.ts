import {
  attendanceOf,
  CALL_MEMBER_EVENT,
  callMemberContentSchema,
  CONFERENCE_EVENT,
  conferenceContentSchema,
  placeOfConferenceName,
  shownName,
  type AttendanceList,
} from "@plenum/model";
import type { AgencySettingsStore } from "../agency/settings.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { ConferenceControl } from "../calls/conference-control.ts";
import { transactionOn } from "../database/database.ts";
import { ApiProblem } from "../http/api-problem.ts";
import { HomeserverError } from "../matrix/homeserver-error.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import type { RoomChanges } from "../moderation/room-changes.ts";
import type { RoomLock } from "../moderation/room-lock.ts";
import type { AttendanceStore } from "./store.ts";

/** Milliseconds that clocks of two replicas may differ, lest one ends what the other has just seen. */
const REPLICA_SKEW = 2_000;
/** Milliseconds by which another server's clock may be off before it is not believed. */
const TRUSTED_SKEW = 60_000;

/**
 * The attendance list of a conference. The media server says who is there: it is asked every few
 * seconds while any room keeps a list. Where there is none to ask, the call memberships in the
 * room tell it.
 */
export class Attendance {
  constructor(
    private readonly deps: {
      readonly lock: RoomLock;
      readonly changes: RoomChanges;
      readonly store: AttendanceStore;
      readonly agency: Pick<AgencySettingsStore, "current">;
      readonly control: Pick<ConferenceControl, "conferences" | "answers">;
      readonly audit: AuditLog;
      readonly serverName: string;
    },
  ) {}

  /**
   * Begins or ends the keeping of the list. The room says so to everybody in it, before anybody is
   * written down.
   * @throws ApiProblem `forbidden` where the agency does not allow it, `not-a-conference`
   */
  async switch(roomId: string, on: boolean, by: string): Promise<void> {
    const { lock, store, agency, audit } = this.deps;
    if (on && !(await agency.current()).attendance.allowed) {
      throw new ApiProblem("forbidden", { detail: "The agency allows no attendance lists." });
    }
    await lock.hold(roomId, async (connection) => {
      if ((await store.isOn(roomId)) === on) return;
      await this.announce(roomId, on, by);
      await transactionOn(connection, async () => {
        await (on ? store.switchOn(connection, roomId, by) : store.switchOff(connection, roomId));
        const act = on ? "attendance.begun" : "attendance.ended";
        await audit.record({ actor: by, act, roomId }, connection);
      });
    });
  }

  private async announce(roomId: string, on: boolean, by: string): Promise<void> {
    try {
      await this.deps.changes.change(roomId, CONFERENCE_EVENT, by, (content) => {
        if (!conferenceContentSchema.safeParse(content).success) {
          throw new ApiProblem("not-a-conference");
        }
        return { ...content, attendance: on };
      });
    } catch (error) {
      // The bot is in conference rooms alone.
      if (error instanceof HomeserverError && error.status === 403) {
        throw new ApiProblem("not-a-conference", { cause: error });
      }
      throw error;
    }
  }

  /** The list as it is now; reading it is an entry of the audit log. */
  async list(roomId: string, by: string): Promise<AttendanceList> {
    const { store, audit, serverName } = this.deps;
    const [on, stays] = await Promise.all([store.isOn(roomId), store.stays(roomId)]);
    const people = attendanceOf(stays, serverName, Date.now());
    const details = { people: people.length };
    await audit.record({ actor: by, act: "attendance.read", roomId, details });
    return { on, people: [...people] };
  }

  /** Asks the media server who is there. Called every few seconds; without lists it asks nobody. */
  async look(): Promise<void> {
    const { store, control } = this.deps;
    const kept = await store.rooms();
    if (kept.size === 0 || !control.answers()) return;
    const { conferences } = await control.conferences();
    const now = new Date();
    for (const { name, participants } of conferences) {
      const place = placeOfConferenceName(name);
      if (place === undefined || place.subRoom !== undefined || !kept.has(place.roomId)) continue;
      for (const { userId, endpointId, displayName } of participants) {
        const arrival = { userId, device: endpointId, name: shownName(displayName) };
        await store.present(place.roomId, arrival, now);
      }
    }
    await store.endUnseen(new Date(now.getTime() - REPLICA_SKEW));
  }

  /** A call membership in a room; counts only where no media server can be asked. */
  async handle(event: MatrixEvent): Promise<void> {
    const { store, control } = this.deps;
    if (event.type !== CALL_MEMBER_EVENT || event.room_id === undefined || control.answers())
      return;
    const { room_id: roomId, sender, state_key: device } = event;
    if (sender === undefined || device === undefined || !(await store.isOn(roomId))) return;
    const at = believable(event.origin_server_ts, Date.now());
    if (callMemberContentSchema.safeParse(event.content).success) {
      await store.present(roomId, { userId: sender, device, name: sender }, at);
    } else await store.gone(roomId, sender, device, at);
  }

  async forgetOld(): Promise<void> {
    const { store, agency } = this.deps;
    await store.forgetOld((await agency.current()).attendance.keepDays);
  }
}

/** The time of an event where its server's clock is near ours, else ours. */
function believable(claimed: number | undefined, now: number): Date {
  return new Date(claimed !== undefined && Math.abs(claimed - now) <= TRUSTED_SKEW ? claimed : now);
}
