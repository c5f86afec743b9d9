import { describe, expect, it } from "vitest";
import { draftKey, open, seal } from "./seal.ts";

const backupKey = new Uint8Array(32).fill(7);
const value = { "": { text: "Guten Morgen 😀", at: 1 } };

describe("a sealed draft", () => {
  it("opens on another device with the same backup key", async () => {
    const content = await seal(await draftKey(backupKey), "!a", value);
    expect(JSON.stringify(content)).not.toContain("Morgen");
    expect(await open(await draftKey(backupKey), "!a", content)).toEqual(value);
  });

  it("is closed for another key and in another room", async () => {
    const key = await draftKey(backupKey);
    const content = await seal(key, "!a", value);
    expect(await open(await draftKey(new Uint8Array(32).fill(8)), "!a", content)).toBeUndefined();
    expect(await open(key, "!b", content)).toBeUndefined();
  });

  it("does not show how long the text is", async () => {
    const key = await draftKey(backupKey);
    const lengths = await Promise.all(
      ["a", "a".repeat(200)].map(
        async (words) => JSON.stringify(await seal(key, "!a", { words })).length,
      ),
    );
    expect(lengths[0]).toBe(lengths[1]);
  });

  it.each([
    undefined,
    null,
    7,
    [],
    {},
    { algorithm: "chat.plenum.draft.aes-gcm.v1" },
    { algorithm: "chat.plenum.draft.aes-gcm.v1", iv: "ä", ciphertext: "=" },
    { algorithm: "chat.plenum.draft.aes-gcm.v1", iv: "AAAA", ciphertext: "A".repeat(90_001) },
    { algorithm: "other", iv: "AAAAAAAAAAAAAAAA", ciphertext: "AAAA" },
  ])("is none: %j", async (content) => {
    expect(await open(await draftKey(backupKey), "!a", content)).toBeUndefined();
  });
});
