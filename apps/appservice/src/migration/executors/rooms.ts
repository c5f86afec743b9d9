import { setTimeout as wait } from "node:timers/promises";
import type { MatrixGateway } from "../../matrix/gateway.ts";
import { HomeserverError } from "../../matrix/homeserver-error.ts";
import type { RoomAdmin } from "../../matrix/room-admin.ts";
import type { MatrixEvent } from "../../matrix/transactions.ts";
import { textOf, type Executor, type LedgerRow, type Outcome } from "../executor.ts";
import { succeeded, type MigrationHomeserver } from "../homeserver.ts";
import type { Ledger } from "../ledger.ts";
import type { Members } from "./members.ts";
import {
  createBody,
  markerOf,
  MIGRATION_MARKER,
  plannedState,
  type RoomItem,
} from "./room-state.ts";
import { isWrittenIn } from "./written-in.ts";

/** Milliseconds that the homeserver may still work on a room after whoever asked for it has died. */
const STILL_IN_THE_MAKING = 15_000;

/** Milliseconds between two looks at a deletion. */
const DELETING = 200;

interface RoomDependencies {
  readonly ledger: Ledger;
  readonly gateway: MatrixGateway;
  readonly homeserver: MigrationHomeserver;
  readonly admin: RoomAdmin;
  readonly members: Members;
  readonly serverName: string;
}

/**
 * Makes spaces, rooms of groups and channels, as the bot, and brings people into them. Whatever is done is
 * looked up before it is done again.
 */
export class Rooms implements Executor {
  readonly most = 4;
  readonly claim = 4;

  constructor(
    private readonly kind: RoomItem["kind"],
    private readonly deps: RoomDependencies,
  ) {}

  async make(row: LedgerRow, halted: AbortSignal): Promise<Outcome> {
    const item = this.itemOf(row);
    const { ledger, gateway, serverName, members } = this.deps;
    const parent = item.kind === "space" ? item.parent : item.space;
    const space = parent === undefined ? undefined : await ledger.roomOf("space", parent);
    if (parent !== undefined && space === undefined) return { state: "failed", problem: "no-room" };
    const planned = plannedState(
      item,
      space === undefined ? undefined : { roomId: space.roomId, server: serverName },
    );
    const found = await this.formerRoom(row);
    const marker = markerOf(row.kind, row.key);
    const roomId = found ?? (await gateway.createRoom(createBody(item, planned, marker)));
    if (textOf(row.made, "roomId") !== roomId) await ledger.remember(row, { roomId });
    if (found !== undefined) {
      // A homeserver that died while it made the room may have left it half-furnished.
      for (const event of planned) {
        const present = await gateway.stateContent(roomId, event.type, event.stateKey);
        if (present !== undefined) continue;
        await gateway.sendState(roomId, event.type, event.stateKey, event.content);
      }
    }
    if (space !== undefined) await this.putInto(space.roomId, roomId, found !== undefined);
    if (item.kind === "channel") return { state: "done", made: { roomId } };
    if (item.kind === "group-room" && item.openTo === "everybody") await members.list(roomId);
    const counts = await members.bring(roomId, [...item.managers, ...item.members], halted);
    return { state: "done", made: { roomId, ...counts } };
  }

  async undo(row: LedgerRow): Promise<Outcome> {
    const { ledger, homeserver, admin } = this.deps;
    const roomId = await this.formerRoom(row);
    if (roomId === undefined) return { state: "undone" };
    if (await ledger.hasOthers(row.wave, this.kind, row.key)) {
      return { state: "kept", problem: "shared", made: { roomId } };
    }
    if (await isWrittenIn(homeserver, roomId)) {
      return { state: "kept", problem: "written-in", made: { roomId } };
    }
    if (this.kind === "space" && (await ledger.hasRooms(row.key))) {
      return { state: "kept", problem: "written-in", made: { roomId } };
    }
    // Taken back is what is gone, and the homeserver takes its time.
    while (await this.exists(roomId)) {
      if (!(await admin.isBeingDeleted(roomId))) await admin.deleteRoom(roomId, { block: false });
      await wait(DELETING);
    }
    return { state: "undone" };
  }

  private async exists(roomId: string): Promise<boolean> {
    const path = `/_synapse/admin/v1/rooms/${encodeURIComponent(roomId)}`;
    const answer = await this.deps.homeserver.asAdministrator("GET", path);
    if (answer.status === 404) return false;
    succeeded(answer);
    return true;
  }

  private itemOf(row: LedgerRow): RoomItem {
    if (row.item?.kind !== this.kind) throw new Error(`There is no ${this.kind} in the row`);
    return row.item;
  }

  /** Rooms that a space knows of stand in it for everybody; the bot may, since it made the space. */
  private async putInto(spaceId: string, roomId: string, resumed: boolean): Promise<void> {
    const { gateway, serverName } = this.deps;
    if (resumed) {
      const present = await gateway.stateContent(spaceId, "m.space.child", roomId);
      if (present !== undefined) return;
    }
    await gateway.sendState(spaceId, "m.space.child", roomId, { via: [serverName] });
  }

  /** The room of an attempt that was cut off, also where its id got lost on the way. */
  private async formerRoom(row: LedgerRow): Promise<string | undefined> {
    const known = textOf(row.made, "roomId");
    if (known !== undefined) return known;
    if (row.begunBefore === undefined) return undefined;
    const found = await this.lookFor(row);
    const rest = row.begunBefore.getTime() + STILL_IN_THE_MAKING - Date.now();
    if (found !== undefined || rest <= 0) return found;
    await wait(rest);
    return this.lookFor(row);
  }

  private async lookFor(row: LedgerRow): Promise<string | undefined> {
    const { ledger, gateway } = this.deps;
    const sighted = row.sightedRoomId ?? (await ledger.sightingOf(row));
    if (sighted !== undefined && (await this.isInhabited(sighted))) return sighted;
    const marker = markerOf(row.kind, row.key);
    const [joined, known] = await Promise.all([gateway.joinedRooms(), ledger.knownRooms()]);
    for (const roomId of joined) {
      if (known.has(roomId)) continue;
      const create = await gateway.stateContent(roomId, "m.room.create", "");
      if (markerIn(create) === marker) return roomId;
    }
    return undefined;
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
}

/** The homeserver tells of every room that the bot makes: so none whose answer got lost is lost. */
export async function noteRoom(
  event: MatrixEvent,
  botUserId: string,
  ledger: Ledger,
): Promise<void> {
  if (event.type !== "m.room.create" || event.sender !== botUserId) return;
  const marker = markerIn(event.content);
  if (marker !== undefined && event.room_id !== undefined) {
    await ledger.sighted(marker, event.room_id);
  }
}

function markerIn(content: unknown): string | undefined {
  if (typeof content !== "object" || content === null) return undefined;
  const marker: unknown = Reflect.get(content, MIGRATION_MARKER);
  return typeof marker === "string" ? marker : undefined;
}
