import {
  BOT_POWER,
  closesAt,
  CONFERENCE_EVENT,
  expiryStep,
  type InstallationConfig,
} from "@plenum/model";
import type { Pool } from "pg";
import { z } from "zod";
import type { AuditLog } from "../../audit/audit-log.ts";
import { inTransaction } from "../../database/database.ts";
import { ApiProblem } from "../../http/api-problem.ts";
import type { Logger } from "../../logging/logger.ts";
import type { MatrixGateway } from "../../matrix/gateway.ts";
import { HomeserverError } from "../../matrix/homeserver-error.ts";
import type { RoomAdmin } from "../../matrix/room-admin.ts";
import { plannedState } from "../room-plan.ts";
import { isDeleted, type LifeStore, type RoomLife } from "./life-store.ts";
import { noticeText, type Notice } from "./notice.ts";

/** Rooms worked off in one go. */
const AT_ONCE = 20;
const TIME_ZONE = "Europe/Berlin";

const powerSchema = z.looseObject({
  users: z.record(z.string(), z.unknown()).catch({}),
  events: z.record(z.string(), z.unknown()).catch({}),
});
const contentSchema = z.record(z.string(), z.unknown()).catch({});

/**
 * Ends rooms whose time is over: people are told, told once more, and then the room is closed as its
 * template says. Every step bears repetition.
 */
export class RoomEnds {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly pool: Pool;
      readonly lives: LifeStore;
      readonly gateway: MatrixGateway;
      readonly admin: RoomAdmin;
      readonly audit: AuditLog;
      readonly log: Logger;
    },
  ) {}

  /** The next step of every room whose time is over. */
  async run(now = new Date()): Promise<void> {
    for (const room of await this.deps.lives.over(AT_ONCE)) {
      try {
        // The end may have been moved while others were worked off.
        const current = await this.deps.lives.find(room.roomId);
        if (current !== undefined) await this.step(current, now);
      } catch (error) {
        this.deps.log.warn({ err: error }, "a room whose time is over could not be ended yet");
      }
    }
  }

  /**
   * Moves the end of a room, and opens it again where it was closed for writing.
   * @param actor for the audit log
   * @param endsAt undefined for a room without an end
   * @throws ApiProblem `room-gone` for one that was deleted
   */
  async move(room: RoomLife, endsAt: Date | undefined, actor: string): Promise<RoomLife> {
    const { pool, lives, audit } = this.deps;
    if (isDeleted(room)) throw new ApiProblem("room-gone");
    if (room.closedAt !== undefined) await this.open(room);
    await this.writeEnd(room, endsAt);
    // Before it is written down: whoever dies in between says it again, and the room shows it once.
    if (room.told !== "nothing") await this.tell(room, { what: "stays", endsAt });
    await inTransaction(pool, async (client) => {
      await lives.moveEnd(room.roomId, endsAt, client);
      await audit.record(
        {
          actor,
          act: "conference.end-moved",
          roomId: room.roomId,
          details: { endsAt: endsAt?.toISOString() ?? null },
        },
        client,
      );
    });
    return (await lives.find(room.roomId)) ?? room;
  }

  /**
   * Gives a room the end of the meetings in it, where that is another than the one they gave it last:
   * what somebody set by hand stays until they do. A room that was closed for writing is opened again
   * where they go on. Bears repetition at every point.
   * @param endsAt undefined where they have no end
   * @returns false for a room that was deleted, in which nothing can take place any more
   */
  async followMeetings(
    room: RoomLife,
    endsAt: Date | undefined,
    now = new Date(),
  ): Promise<boolean> {
    const { pool, lives, audit } = this.deps;
    const { roomId, closedAt, told } = room;
    if (isDeleted(room)) return false;
    if (room.meetingEnd?.getTime() === endsAt?.getTime()) return true;
    const goesOn = endsAt === undefined || endsAt > now;
    // Closed, and for good reason: what is changed of a meeting long past opens nothing.
    const moves = closedAt === undefined || goesOn;
    if (moves && closedAt !== undefined) await this.open(room);
    if (told !== "nothing" && goesOn) await this.tell(room, { what: "stays", endsAt });
    await inTransaction(pool, async (client) => {
      if (moves) await lives.moveEnd(roomId, endsAt, client);
      await lives.meetingsEnd(roomId, endsAt, client);
      // The first end comes with the room; that it has one is part of its making.
      if (!moves || room.endsAt === undefined) return;
      const details = { endsAt: endsAt?.toISOString() ?? null };
      await audit.record({ actor: "system", act: "conference.end-moved", roomId, details }, client);
    });
    return true;
  }

  private async step(room: RoomLife, now: Date): Promise<void> {
    const { closing, graceDays } = room.plan.settings.expiry;
    const { endsAt, told } = room;
    const facts = { endsAt, graceDays, closing, told, closed: room.closedAt !== undefined };
    const step = expiryStep(facts, room.toldAt, now);
    const closes = closesAt(facts);
    if (step === "wait" || closes === undefined) return;
    if (step === "close") {
      await this.close(room);
      return;
    }
    const what = step === "tell-over" ? "over" : "last-warning";
    await this.tell(room, { what, closesAt: closes, closing });
    await this.deps.lives.told(room.roomId, what);
  }

  private async close(room: RoomLife): Promise<void> {
    const { pool, lives, admin, audit } = this.deps;
    const { closing, block } = room.plan.settings.expiry;
    if (closing === "delete") {
      if (!(await admin.isBeingDeleted(room.roomId)))
        await admin.deleteRoom(room.roomId, { block });
    } else {
      await this.tell(room, { what: "read-only" });
      await this.lock(room);
    }
    await inTransaction(pool, async (client) => {
      if (!(await lives.closed(client, room.roomId))) return;
      await audit.record(
        {
          actor: "system",
          act: "conference.closed",
          roomId: room.roomId,
          details: { closing, block },
        },
        client,
      );
    });
  }

  /** Nobody but the bot writes any more. */
  private async lock({ roomId }: RoomLife): Promise<void> {
    const levels = await this.powerOf(roomId);
    await this.deps.gateway.sendState(roomId, "m.room.power_levels", "", {
      ...levels,
      events_default: BOT_POWER,
      state_default: BOT_POWER,
      invite: BOT_POWER,
      events: Object.fromEntries(Object.keys(levels.events).map((type) => [type, BOT_POWER])),
    });
  }

  /** As planned again; who is what stays. */
  private async open(room: RoomLife): Promise<void> {
    const levels = await this.powerOf(room.roomId);
    const planned = plannedState(room.plan, room.owner).find(
      ({ type }) => type === "m.room.power_levels",
    );
    await this.deps.gateway.sendState(room.roomId, "m.room.power_levels", "", {
      ...planned?.content,
      users: levels.users,
    });
  }

  private async writeEnd({ roomId }: RoomLife, endsAt: Date | undefined): Promise<void> {
    const { gateway } = this.deps;
    const before = contentSchema.parse(await gateway.stateContent(roomId, CONFERENCE_EVENT, ""));
    const { ends_at: _former, ...rest } = before;
    const after = endsAt === undefined ? rest : { ...rest, ends_at: endsAt.toISOString() };
    await gateway.sendState(roomId, CONFERENCE_EVENT, "", after);
  }

  private async powerOf(roomId: string): Promise<z.infer<typeof powerSchema>> {
    const content = await this.deps.gateway.stateContent(roomId, "m.room.power_levels", "");
    return powerSchema.parse(content ?? {});
  }

  private async tell(room: RoomLife, notice: Notice): Promise<void> {
    const { config, gateway, log } = this.deps;
    const text = noticeText(notice, config.agency.defaultLanguage, TIME_ZONE);
    // One message for one end, however often this is tried.
    const id = [
      notice.what,
      room.endsAt?.getTime() ?? 0,
      room.toldAt?.getTime() ?? 0,
      ...(notice.what === "stays" ? [notice.endsAt?.getTime() ?? 0] : []),
    ].join("-");
    try {
      await gateway.notice(room.roomId, text, id);
    } catch (error) {
      if (!(error instanceof HomeserverError) || error.status !== 403) throw error;
      // The bot was put out: nobody can be told, and the room is still to end.
      log.warn({ err: error }, "people in a room could not be told of its end");
    }
  }
}
