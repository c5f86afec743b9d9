import { assert, property, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import { callKeysSchema, encodeMediaKey, MEDIA_KEY_BYTES } from "./keys.ts";

const key = encodeMediaKey(new Uint8Array(MEDIA_KEY_BYTES).fill(7));
const message = { room_id: "!r:a.example", call_id: "", endpoint: "56980b7a", key, index: 3 };

describe("a media key on its way to a device", () => {
  it("arrives as it was sent", () => {
    const bytes = uint8Array({ minLength: MEDIA_KEY_BYTES, maxLength: MEDIA_KEY_BYTES });
    assert(
      property(bytes, (sent) => {
        const content = { ...message, key: encodeMediaKey(sent) };
        expect(callKeysSchema.parse(JSON.parse(JSON.stringify(content))).key).toEqual(sent);
      }),
    );
  });

  it.each([
    ["a key that is too short", { key: "AAAA" }],
    ["a key that is no base64", { key: "?".repeat(44) }],
    ["no key", { key: undefined }],
    ["an endpoint that is none", { endpoint: "__proto__" }],
    ["an index beyond the ring", { index: 16 }],
    ["an index below it", { index: -1 }],
    ["no room", { room_id: "r" }],
  ])("is refused with %s", (_story, change) => {
    expect(callKeysSchema.safeParse({ ...message, ...change }).success).toBe(false);
  });

  it("is not sent in another length", () => {
    expect(() => encodeMediaKey(new Uint8Array(16))).toThrow(RangeError);
  });
});
