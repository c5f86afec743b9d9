import {
  CONFERENCE_EVENT,
  driftOf,
  mendingOf,
  type Drift,
  type RepairReport,
  type RoomNow,
} from "@plenum/model";
import type { AuditLog } from "../../audit/audit-log.ts";
import type { CallApplier } from "../../calls/apply/applier.ts";
import type { Logger } from "../../logging/logger.ts";
import type { MatrixGateway } from "../../matrix/gateway.ts";
import { HomeserverError } from "../../matrix/homeserver-error.ts";
import type { MatrixEvent } from "../../matrix/transactions.ts";
import { plannedConference } from "../room-plan.ts";
import type { LifeStore, RoomLife } from "./life-store.ts";

/** Seconds after which a room is looked at even though nothing was heard of it. */
const UNSEEN = 6 * 60 * 60;
const AT_ONCE = 20;
/** Milliseconds of quiet after a change: what somebody changes in two steps is seen as one. */
const QUIET = 3_000;

/** State whose change may keep a conference from working. */
const WATCHED: ReadonlySet<string> = new Set([
  "m.room.power_levels",
  "m.room.join_rules",
  "m.room.guest_access",
  CONFERENCE_EVENT,
]);

/** Finds and mends what was changed by hand in conference rooms. */
export class RoomRepair {
  /** Rooms that were changed, and when, milliseconds. */
  private readonly changed = new Map<string, number>();

  constructor(
    private readonly deps: {
      readonly lives: LifeStore;
      readonly gateway: MatrixGateway;
      readonly audit: AuditLog;
      readonly applier: Pick<CallApplier, "attempt">;
      readonly log: Logger;
    },
  ) {}

  /** Hears every event. */
  handle(event: MatrixEvent): void {
    if (event.room_id === undefined || event.state_key !== "" || !WATCHED.has(event.type)) return;
    if (event.sender === this.deps.gateway.botUserId) return;
    this.changed.set(event.room_id, performance.now());
  }

  /** Rooms that were changed a moment ago. */
  async runChanged(): Promise<void> {
    for (const [roomId, at] of this.changed) {
      if (performance.now() - at < QUIET) continue;
      this.changed.delete(roomId);
      const room = await this.deps.lives.find(roomId);
      if (room !== undefined && room.closedAt === undefined) await this.attempt(room);
    }
  }

  /** Rooms that nobody has looked at for long. */
  async runUnseen(): Promise<void> {
    for (const room of await this.deps.lives.claimForCheck(UNSEEN, AT_ONCE)) {
      await this.attempt(room);
    }
  }

  /**
   * Looks at a room and mends it.
   * @param actor who wants it, for the audit log
   */
  async repair(room: RoomLife, actor: string): Promise<RepairReport> {
    const { gateway, lives, audit, applier } = this.deps;
    const now = await this.read(room.roomId);
    if (now === undefined) {
      await lives.drifted(room.roomId, ["bot-missing"]);
      return { found: ["bot-missing"], mended: [] };
    }
    const found = driftOf(now);
    for (const { type, content } of mendingOf(found, now, plannedConference(room.plan))) {
      await gateway.sendState(room.roomId, type, "", content);
    }
    const after = found.length === 0 ? now : await this.read(room.roomId);
    const left: readonly Drift[] = after === undefined ? ["bot-missing"] : driftOf(after);
    await lives.drifted(room.roomId, left);
    const mended = found.filter((drift) => !left.includes(drift));
    if (found.length > 0) {
      await audit.record({
        actor,
        act: "conference.repaired",
        roomId: room.roomId,
        details: { found: found.join(" "), mended: mended.join(" ") },
      });
      await applier.attempt(room.roomId);
    }
    return { found: [...found], mended };
  }

  private async attempt(room: RoomLife): Promise<void> {
    try {
      await this.repair(room, "system");
    } catch (error) {
      this.deps.log.warn({ err: error }, "a room could not be looked after yet");
    }
  }

  /** @returns undefined where the bot is not in the room */
  private async read(roomId: string): Promise<RoomNow | undefined> {
    const state = (type: string): Promise<unknown> =>
      this.deps.gateway.stateContent(roomId, type, "");
    try {
      const [powerLevels, joinRules, guestAccess, conference] = await Promise.all([
        state("m.room.power_levels"),
        state("m.room.join_rules"),
        state("m.room.guest_access"),
        state(CONFERENCE_EVENT),
      ]);
      return { powerLevels, joinRules, guestAccess, conference };
    } catch (error) {
      if (error instanceof HomeserverError && error.status === 403) return undefined;
      throw error;
    }
  }
}
