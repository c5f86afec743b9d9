import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { ProblemCode } from "@plenum/model";
import type { Logger } from "../logging/logger.ts";
import type { MatrixGateway } from "../matrix/gateway.ts";
import { HomeserverError, HomeserverUnreachable } from "../matrix/homeserver-error.ts";
import type { MatrixEvent } from "../matrix/transactions.ts";
import type { ProvisioningRow, ProvisioningStore } from "./provisioning-store.ts";
import {
  createRoomBody,
  plannedState,
  plannedWidget,
  PROVISIONING_MARKER,
  WIDGET_EVENT,
  WIDGET_KEY,
} from "./room-plan.ts";

/**
 * Milliseconds that the homeserver may still work on a room after whoever asked for it has died: a
 * room is looked for until then before it is made a second time.
 */
const STILL_IN_THE_MAKING = 15_000;

const createContentSchema = z.looseObject({ [PROVISIONING_MARKER]: z.string() });

/**
 * Makes the room of one wish. Whatever is done is looked up before it is done again, so the making
 * may end at any point and be taken up by another process.
 */
export class RoomMaker {
  constructor(
    private readonly deps: {
      readonly store: ProvisioningStore;
      readonly gateway: MatrixGateway;
      readonly log: Logger;
      /** Host of the Jitsi server, for Element's widget. */
      readonly jitsiDomain: string;
    },
  ) {}

  /**
   * @param row as it is before this attempt: one that is `running` was begun by somebody who has died
   * @throws HomeserverError, HomeserverUnreachable
   */
  async make(row: ProvisioningRow): Promise<void> {
    const { store, log } = this.deps;
    const started = performance.now();
    const resumed = row.state === "running";
    if (!(await store.started(row.id))) return;
    const roomId = await this.roomOf(row, resumed);
    await this.putWidget(row, roomId, resumed);
    const notInvited = await this.inviteAll(row, roomId, resumed);
    await store.ready(row.id, notInvited);
    log.info(
      {
        provisioning: row.id,
        notInvited: notInvited.length,
        milliseconds: Math.round(performance.now() - started),
      },
      "conference room is ready",
    );
  }

  /** The homeserver tells of every room that the bot makes: so none whose answer got lost is lost. */
  async handle(event: MatrixEvent): Promise<void> {
    const { gateway, store } = this.deps;
    if (event.type !== "m.room.create" || event.sender !== gateway.botUserId) return;
    const marked = createContentSchema.safeParse(event.content);
    if (!marked.success || event.room_id === undefined) return;
    await store.sighted(marked.data[PROVISIONING_MARKER], event.room_id);
  }

  private async roomOf(row: ProvisioningRow, resumed: boolean): Promise<string> {
    const { gateway, store } = this.deps;
    const found = row.roomId ?? (resumed ? await this.formerRoom(row) : undefined);
    const roomId =
      found ?? (await gateway.createRoom(createRoomBody(row.plan, row.requester, row.id)));
    if (row.roomId === undefined) await store.roomMade(row, roomId);
    if (found !== undefined) await this.completeState(row, roomId);
    return roomId;
  }

  /** The room of a wish whose id got lost between the homeserver's answer and our database. */
  private async formerRoom(row: ProvisioningRow): Promise<string | undefined> {
    const found = await this.lookFor(row);
    const rest = row.updatedAt.getTime() + STILL_IN_THE_MAKING - Date.now();
    if (found !== undefined || rest <= 0) return found;
    await wait(rest);
    return this.lookFor((await this.deps.store.find(row.id)) ?? row);
  }

  private async lookFor(row: ProvisioningRow): Promise<string | undefined> {
    const sighted = row.sightedRoomId;
    if (sighted !== undefined && (await this.isInhabited(sighted))) return sighted;
    return this.findRoom(row.id);
  }

  /** A homeserver that died before the bot had entered leaves a room that nobody can ever enter. */
  private async isInhabited(roomId: string): Promise<boolean> {
    try {
      const create = await this.deps.gateway.stateContent(roomId, "m.room.create", "");
      return create !== undefined;
    } catch (error) {
      if (error instanceof HomeserverError && error.status === 403) return false;
      throw error;
    }
  }

  private async findRoom(id: string): Promise<string | undefined> {
    const { gateway, store } = this.deps;
    const [joined, known] = await Promise.all([gateway.joinedRooms(), store.knownRooms()]);
    for (const roomId of joined) {
      if (known.has(roomId)) continue;
      const create = await gateway.stateContent(roomId, "m.room.create", "");
      const marked = createContentSchema.safeParse(create);
      if (marked.success && marked.data[PROVISIONING_MARKER] === id) return roomId;
    }
    return undefined;
  }

  /** A homeserver that died while it made the room may have left it half-furnished. */
  private async completeState(row: ProvisioningRow, roomId: string): Promise<void> {
    const { gateway } = this.deps;
    for (const event of plannedState(row.plan, row.requester)) {
      const present = await gateway.stateContent(roomId, event.type, event.stateKey);
      if (present === undefined) {
        await gateway.sendState(roomId, event.type, event.stateKey, event.content);
      }
    }
  }

  private async putWidget(row: ProvisioningRow, roomId: string, resumed: boolean): Promise<void> {
    const { gateway, jitsiDomain } = this.deps;
    if (!row.plan.settings.elementWidget) return;
    if (resumed && (await gateway.stateContent(roomId, WIDGET_EVENT, WIDGET_KEY)) !== undefined) {
      return;
    }
    const widget = plannedWidget(roomId, row.plan, gateway.botUserId, jitsiDomain);
    await gateway.sendState(roomId, WIDGET_EVENT, WIDGET_KEY, widget);
  }

  /** @returns those whom the homeserver would not invite */
  private async inviteAll(
    row: ProvisioningRow,
    roomId: string,
    resumed: boolean,
  ): Promise<readonly string[]> {
    const { gateway } = this.deps;
    const notInvited: string[] = [];
    for (const userId of new Set([row.requester, ...row.wish.invite])) {
      if (userId === gateway.botUserId) continue;
      // The owner was invited with the making of the room.
      if (!resumed && userId === row.requester) continue;
      if (resumed && (await gateway.membership(roomId, userId)) !== undefined) continue;
      try {
        await gateway.invite(roomId, userId);
      } catch (error) {
        if (isWorthRetrying(error)) throw error;
        notInvited.push(userId);
      }
    }
    return notInvited;
  }
}

/** Trouble that passes: no answer, too much to do, an error of the homeserver's own. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof HomeserverError) return error.status === 429 || error.status >= 500;
  return true;
}

/** The code under which a failure is told. */
export function problemOf(error: unknown): ProblemCode {
  if (error instanceof HomeserverUnreachable) return "homeserver-unavailable";
  if (error instanceof HomeserverError) {
    if (isWorthRetrying(error)) return "homeserver-unavailable";
    if (error.status === 403) return "forbidden";
  }
  return "internal";
}
