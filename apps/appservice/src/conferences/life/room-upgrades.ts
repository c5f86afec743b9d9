import {
  CONFERENCE_EVENT,
  isGuestUserId,
  roomIdSchema,
  type InstallationConfig,
} from "@plenum/model";
import type { Pool } from "pg";
import { z } from "zod";
import type { AuditLog } from "../../audit/audit-log.ts";
import { inTransaction } from "../../database/database.ts";
import type { Logger } from "../../logging/logger.ts";
import type { MatrixGateway } from "../../matrix/gateway.ts";
import { HomeserverError } from "../../matrix/homeserver-error.ts";
import type { MatrixEvent } from "../../matrix/transactions.ts";
import { plannedWidget, WIDGET_EVENT, WIDGET_KEY } from "../room-plan.ts";
import type { LifeStore, RoomLife } from "./life-store.ts";

const tombstoneSchema = z.looseObject({ replacement_room: roomIdSchema });
const createSchema = z.looseObject({ predecessor: z.looseObject({ room_id: z.string() }) });

/** State that a homeserver does not carry over by itself. */
const CARRIED = [CONFERENCE_EVENT, "m.room.retention"] as const;

/** Lets everything that belongs to a conference go along when its room is replaced by another one. */
export class RoomUpgrades {
  constructor(
    private readonly deps: {
      readonly config: InstallationConfig;
      readonly pool: Pool;
      readonly lives: LifeStore;
      readonly gateway: MatrixGateway;
      readonly audit: AuditLog;
      readonly log: Logger;
      readonly jitsiDomain: string;
    },
  ) {}

  /** Hears every event: a room may be replaced by somebody else as well. */
  async handle(event: MatrixEvent): Promise<void> {
    if (event.type !== "m.room.tombstone" || event.state_key !== "") return;
    const tombstone = tombstoneSchema.safeParse(event.content);
    if (!tombstone.success || event.room_id === undefined) return;
    const room = await this.deps.lives.find(event.room_id);
    if (room === undefined) return;
    try {
      await this.carry(room, tombstone.data.replacement_room, event.sender ?? "system");
    } catch (error) {
      // A room that cannot be read must not hold up the events of all others; an upgrade by our
      // own route is carried out there as well, and tells whoever asked for it.
      this.deps.log.warn({ err: error }, "a room that was replaced could not be followed");
    }
  }

  /**
   * Replaces a room by one of another version and invites its people there.
   * @returns the id of the new room
   */
  async upgrade(room: RoomLife, version: string, actor: string): Promise<string> {
    const { config, gateway, log } = this.deps;
    const people = await gateway.namesIn(room.roomId);
    const roomId = await gateway.upgradeRoom(room.roomId, version);
    await this.carry(room, roomId, actor);
    for (const { userId } of people) {
      if (userId === gateway.botUserId || isGuestUserId(userId, config.serverName)) continue;
      try {
        await gateway.invite(roomId, userId);
      } catch (error) {
        log.warn({ err: error }, "somebody could not be invited into a room's successor");
      }
    }
    return roomId;
  }

  private async carry(room: RoomLife, roomId: string, actor: string): Promise<void> {
    const { pool, lives, audit, log } = this.deps;
    if (!(await this.isSuccessor(room.roomId, roomId))) {
      log.warn("a room names a successor that is none");
      return;
    }
    await this.furnish(room, roomId);
    await inTransaction(pool, async (client) => {
      if (!(await lives.replaced(client, room.roomId, roomId))) return;
      await audit.record(
        { actor, act: "conference.replaced", roomId: room.roomId, subject: roomId },
        client,
      );
    });
  }

  /** Both rooms have to name each other, and the bot has to be in both. */
  private async isSuccessor(before: string, after: string): Promise<boolean> {
    const { gateway } = this.deps;
    const read = async (): Promise<boolean> => {
      const create = createSchema.safeParse(await gateway.stateContent(after, "m.room.create", ""));
      return create.success && create.data.predecessor.room_id === before;
    };
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof HomeserverError) || error.status !== 403) throw error;
    }
    try {
      await gateway.join(gateway.botUserId, after);
      return await read();
    } catch (error) {
      if (error instanceof HomeserverError && error.status < 500) return false;
      throw error;
    }
  }

  private async furnish(room: RoomLife, roomId: string): Promise<void> {
    const { gateway, jitsiDomain } = this.deps;
    for (const type of CARRIED) {
      const [before, after] = await Promise.all([
        gateway.stateContent(room.roomId, type, ""),
        gateway.stateContent(roomId, type, ""),
      ]);
      const content = z.record(z.string(), z.unknown()).safeParse(before);
      if (after === undefined && content.success) {
        await gateway.sendState(roomId, type, "", content.data);
      }
    }
    if (!room.plan.settings.elementWidget) return;
    const widget = plannedWidget(roomId, room.plan, gateway.botUserId, jitsiDomain);
    await gateway.sendState(roomId, WIDGET_EVENT, WIDGET_KEY, widget);
  }
}
