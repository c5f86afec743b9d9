import { ClientEvent, type MatrixClient } from "matrix-js-sdk/lib/client.js";
import { MatrixEventEvent } from "matrix-js-sdk/lib/models/event.js";
import { RoomMemberEvent } from "matrix-js-sdk/lib/models/room-member.js";
import { RoomStateEvent } from "matrix-js-sdk/lib/models/room-state.js";
import { RoomEvent } from "matrix-js-sdk/lib/models/room.js";
import type { Lifetime } from "../observable/lifetime.ts";

/** What of a room has changed. */
export type RoomAspect = "timeline" | "state" | "receipt" | "typing";

/**
 * One set of listeners on matrix-js-sdk for the whole session, told on by room: so that opening a
 * room costs one entry in a map, and closing it forgets everything.
 */
export class RoomBus {
  readonly #rooms = new Map<string, Set<(aspect: RoomAspect) => void>>();
  readonly #all = new Set<(roomId: string, aspect: RoomAspect) => void>();
  readonly #accountData = new Set<(type: string) => void>();
  readonly #flushes = new Set<() => void>();

  constructor(client: MatrixClient, lifetime: Lifetime) {
    const listen = (emitter: () => void, undo: () => void): void => {
      emitter();
      lifetime.add(undo);
    };
    const tell = (roomId: string | undefined, aspect: RoomAspect): void => {
      if (roomId !== undefined) this.#tell(roomId, aspect);
    };
    const onRoom = (room: { roomId: string } | undefined): void => tell(room?.roomId, "state");
    const onTimeline = (_event: unknown, room: { roomId: string } | undefined): void =>
      tell(room?.roomId, "timeline");
    const onReset = (room: { roomId: string } | undefined): void => tell(room?.roomId, "timeline");
    const onReceipt = (_event: unknown, room: { roomId: string }): void =>
      tell(room.roomId, "receipt");
    const onRoomData = (_event: unknown, room: { roomId: string }): void =>
      tell(room.roomId, "state");
    const onEvent = (event: { getRoomId(): string | undefined }): void =>
      tell(event.getRoomId(), "state");
    const onDecrypted = (event: { getRoomId(): string | undefined }): void =>
      tell(event.getRoomId(), "timeline");
    const onTyping = (_event: unknown, member: { roomId: string }): void =>
      tell(member.roomId, "typing");
    const onAccountData = (event: { getType(): string }): void => {
      for (const listener of Array.from(this.#accountData)) listener(event.getType());
    };

    listen(
      () => client.on(ClientEvent.Room, onRoom),
      () => client.off(ClientEvent.Room, onRoom),
    );
    listen(
      () => client.on(RoomEvent.Name, onRoom),
      () => client.off(RoomEvent.Name, onRoom),
    );
    listen(
      () => client.on(RoomEvent.MyMembership, onRoom),
      () => client.off(RoomEvent.MyMembership, onRoom),
    );
    listen(
      () => client.on(RoomEvent.Timeline, onTimeline),
      () => client.off(RoomEvent.Timeline, onTimeline),
    );
    listen(
      () => client.on(RoomEvent.Redaction, onTimeline),
      () => client.off(RoomEvent.Redaction, onTimeline),
    );
    listen(
      () => client.on(RoomEvent.LocalEchoUpdated, onTimeline),
      () => client.off(RoomEvent.LocalEchoUpdated, onTimeline),
    );
    listen(
      () => client.on(RoomEvent.TimelineReset, onReset),
      () => client.off(RoomEvent.TimelineReset, onReset),
    );
    listen(
      () => client.on(RoomEvent.Receipt, onReceipt),
      () => client.off(RoomEvent.Receipt, onReceipt),
    );
    listen(
      () => client.on(RoomEvent.Tags, onRoomData),
      () => client.off(RoomEvent.Tags, onRoomData),
    );
    listen(
      () => client.on(RoomEvent.AccountData, onRoomData),
      () => client.off(RoomEvent.AccountData, onRoomData),
    );
    listen(
      () => client.on(RoomStateEvent.Events, onEvent),
      () => client.off(RoomStateEvent.Events, onEvent),
    );
    listen(
      () => client.on(RoomMemberEvent.Typing, onTyping),
      () => client.off(RoomMemberEvent.Typing, onTyping),
    );
    listen(
      () => client.on(MatrixEventEvent.Decrypted, onDecrypted),
      () => client.off(MatrixEventEvent.Decrypted, onDecrypted),
    );
    listen(
      () => client.on(ClientEvent.AccountData, onAccountData),
      () => client.off(ClientEvent.AccountData, onAccountData),
    );
  }

  /** @returns the function that ends it, as for the others */
  onRoom(roomId: string, listener: (aspect: RoomAspect) => void): () => void {
    const listeners = this.#rooms.get(roomId) ?? new Set();
    this.#rooms.set(roomId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#rooms.get(roomId) === listeners) this.#rooms.delete(roomId);
    };
  }

  onAnyRoom(listener: (roomId: string, aspect: RoomAspect) => void): () => void {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
    };
  }

  onAccountData(listener: (type: string) => void): () => void {
    this.#accountData.add(listener);
    return () => {
      this.#accountData.delete(listener);
    };
  }

  /** For who gathers changes: an answer is worked in, nothing more comes for now. */
  onFlush(listener: () => void): () => void {
    this.#flushes.add(listener);
    return () => {
      this.#flushes.delete(listener);
    };
  }

  /** An answer is worked in: what it changed in open rooms is shown together with the list. */
  flush(): void {
    for (const listener of Array.from(this.#flushes)) listener();
  }

  /** Tells as if matrix-js-sdk had; for what it keeps to itself. */
  touch(roomId: string, aspect: RoomAspect): void {
    this.#tell(roomId, aspect);
  }

  #tell(roomId: string, aspect: RoomAspect): void {
    for (const listener of Array.from(this.#all)) listener(roomId, aspect);
    for (const listener of Array.from(this.#rooms.get(roomId) ?? [])) listener(aspect);
  }
}
