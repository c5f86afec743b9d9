import type { MatrixClient } from "matrix-js-sdk/lib/client.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { _createAndReEmitRoom } from "matrix-js-sdk/lib/sync.js";

export { SyncState } from "matrix-js-sdk/lib/sync.js";

type RoomOptions = Parameters<typeof _createAndReEmitRoom>[2];

/** Stands in for the classic sync of matrix-js-sdk: rooms are made by joining, never by it. */
export class SyncApi {
  constructor(
    private readonly client: MatrixClient,
    private readonly options: RoomOptions,
  ) {}

  createRoom(roomId: string): Room {
    return _createAndReEmitRoom(this.client, roomId, this.options);
  }
}
