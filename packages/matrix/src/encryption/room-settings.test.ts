import type { MatrixEvent } from "matrix-js-sdk/lib/models/event.js";
import type { Room } from "matrix-js-sdk/lib/models/room.js";
import { describe, expect, it } from "vitest";
import { rememberRoomSettings, type RoomSettings } from "./room-settings.ts";

const room = { roomId: "!a:example.org" } as Room;
const event = {} as MatrixEvent;

/** A key store that answers when it is told to. */
function store() {
  const encrypted = new Set<string>();
  const reads: (() => void)[] = [];
  const writes: (() => void)[] = [];
  const crypto: RoomSettings = {
    isEncryptionEnabledInRoom: async (roomId) =>
      new Promise((resolve) => {
        const answer = encrypted.has(roomId);
        reads.push(() => resolve(answer));
      }),
    onCryptoEvent: async ({ roomId }) =>
      new Promise((resolve) => {
        writes.push(() => {
          encrypted.add(roomId);
          resolve();
        });
      }),
  };
  rememberRoomSettings(crypto);
  return { crypto, reads, writes };
}

describe("whether a room is encrypted, as the key store says", () => {
  it("is read once for each room", async () => {
    const { crypto, reads } = store();
    const first = crypto.isEncryptionEnabledInRoom("!a:example.org");
    reads[0]?.();
    expect(await first).toBe(false);
    expect(await crypto.isEncryptionEnabledInRoom("!a:example.org")).toBe(false);
    expect(reads).toHaveLength(1);
    void crypto.isEncryptionEnabledInRoom("!b:example.org");
    expect(reads).toHaveLength(2);
  });

  it("is read again after the room was encrypted", async () => {
    const { crypto, reads, writes } = store();
    const before = crypto.isEncryptionEnabledInRoom(room.roomId);
    reads[0]?.();
    expect(await before).toBe(false);
    const written = crypto.onCryptoEvent(room, event);
    writes[0]?.();
    await written;
    const after = crypto.isEncryptionEnabledInRoom(room.roomId);
    reads[1]?.();
    expect(await after).toBe(true);
  });

  it("does not remember what was read while the encryption was being written", async () => {
    const { crypto, reads, writes } = store();
    const written = crypto.onCryptoEvent(room, event);
    const meanwhile = crypto.isEncryptionEnabledInRoom(room.roomId);
    reads[0]?.();
    expect(await meanwhile).toBe(false);
    writes[0]?.();
    await written;
    const after = crypto.isEncryptionEnabledInRoom(room.roomId);
    reads[1]?.();
    expect(await after).toBe(true);
  });

  it("is asked again after a read that failed", async () => {
    let answers = 0;
    const crypto: RoomSettings = {
      isEncryptionEnabledInRoom: async () => {
        answers += 1;
        if (answers === 1) throw new Error("The disk is busy");
        return true;
      },
      onCryptoEvent: async () => undefined,
    };
    rememberRoomSettings(crypto);
    await expect(crypto.isEncryptionEnabledInRoom("!a:example.org")).rejects.toThrow("busy");
    expect(await crypto.isEncryptionEnabledInRoom("!a:example.org")).toBe(true);
  });
});
