import { CALL_KEYS_MESSAGE, encodeMediaKey } from "@plenum/model";
import { describe, expect, it } from "vitest";
import { type KeyMessage, readKeyMessage } from "./key-message.ts";

const ROOM = "!r:a.example";
const ANNA = "@anna:a.example";
const secret = new Uint8Array(32).fill(7);
const content = {
  room_id: ROOM,
  call_id: "",
  endpoint: "56980b7a",
  key: encodeMediaKey(secret),
  index: 3,
};
const message = { type: CALL_KEYS_MESSAGE, sender: ANNA, content };
const encryptionInfo = { sender: ANNA, senderDevice: "PHONE" };

describe("a key that comes as a message to this device", () => {
  it("is from whom the decryption says", () => {
    expect(readKeyMessage({ message, encryptionInfo }, ROOM)).toEqual({
      userId: ANNA,
      deviceId: "PHONE",
      endpoint: "56980b7a",
      index: 3,
      key: secret,
    });
  });

  it.each<[string, KeyMessage]>([
    ["was not encrypted", { message, encryptionInfo: null }],
    ["is from no device", { message, encryptionInfo: { sender: ANNA } }],
    [
      "says that it is from somebody else",
      { message: { ...message, sender: "@eva:a.example" }, encryptionInfo },
    ],
    ["is of another kind", { message: { ...message, type: "m.room_key" }, encryptionInfo }],
    [
      "is for another room",
      { message: { ...message, content: { ...content, room_id: "!s:a.example" } }, encryptionInfo },
    ],
    [
      "is for another call",
      { message: { ...message, content: { ...content, call_id: "x" } }, encryptionInfo },
    ],
    [
      "has an endpoint that every object has",
      { message: { ...message, content: { ...content, endpoint: "__proto__" } }, encryptionInfo },
    ],
    ["has no content", { message: { type: CALL_KEYS_MESSAGE, sender: ANNA }, encryptionInfo }],
    ["is nothing", { message: null, encryptionInfo }],
  ])("counts for nothing when it %s", (_story, received) => {
    expect(readKeyMessage(received, ROOM)).toBeUndefined();
  });
});
