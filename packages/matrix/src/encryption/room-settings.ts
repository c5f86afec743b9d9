import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";

/** What of the crypto of matrix-js-sdk is asked here; its public type hides the second part. */
export interface RoomSettings {
  isEncryptionEnabledInRoom(roomId: string): Promise<boolean>;
  /** The only way in which the key store learns that a room is encrypted. */
  onCryptoEvent(room: Room, event: MatrixEvent): Promise<void>;
}

/**
 * Before every message to a room that shows no encryption, matrix-js-sdk asks the key store on disk
 * whether it ever was encrypted: a server that takes the encryption back shall not get plain text.
 * That read ends only after the message has been painted, and the sending waits for it. The answer
 * can change in one way only, so it is read once for each room and again after each such change.
 * @param crypto has its two methods replaced
 */
export function rememberRoomSettings(crypto: RoomSettings): void {
  const known = new Map<string, Promise<boolean>>();
  const read = crypto.isEncryptionEnabledInRoom.bind(crypto);
  const write = crypto.onCryptoEvent.bind(crypto);
  crypto.isEncryptionEnabledInRoom = async (roomId) => {
    const before = known.get(roomId);
    if (before !== undefined) return before;
    const reading = read(roomId);
    known.set(roomId, reading);
    // A failed read is no answer.
    reading.catch(() => {
      if (known.get(roomId) === reading) known.delete(roomId);
    });
    return reading;
  };
  crypto.onCryptoEvent = async (room, event) => {
    // Neither what was known before counts from now on, nor what is read while it is written.
    known.delete(room.roomId);
    try {
      await write(room, event);
    } finally {
      known.delete(room.roomId);
    }
  };
}
