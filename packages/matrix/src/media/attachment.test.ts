import { describe, expect, it } from "vitest";
import { decryptAttachment, encryptAttachment } from "./attachment.ts";
import { safeMimeType } from "./mime.ts";

const plain = new TextEncoder().encode("Vertraulich").buffer;

describe("an encrypted attachment", () => {
  it("comes out as it went in, and looks like nothing meanwhile", async () => {
    const { data, describe: describeFile } = await encryptAttachment(plain);
    expect(new Uint8Array(data)).not.toEqual(new Uint8Array(plain));
    const file: unknown = JSON.parse(JSON.stringify(describeFile("mxc://x/y")));
    expect(new Uint8Array(await decryptAttachment(data, file))).toEqual(new Uint8Array(plain));
  });
  it("never has the same key or counter twice", async () => {
    const [one, two] = [await encryptAttachment(plain), await encryptAttachment(plain)];
    expect(one.describe("u").key.k).not.toBe(two.describe("u").key.k);
    expect(one.describe("u").iv).not.toBe(two.describe("u").iv);
  });
  it("is refused when a byte was changed", async () => {
    const { data, describe: describeFile } = await encryptAttachment(plain);
    new Uint8Array(data)[0]! ^= 1;
    await expect(decryptAttachment(data, describeFile("u"))).rejects.toMatchObject({
      code: "unknown",
    });
  });
  it.each([
    ["no file", undefined],
    ["no key", { v: "v2" }],
    ["another algorithm", { v: "v2", key: { alg: "A128CBC", kty: "oct", k: "AA" } }],
    [
      "a short key",
      { v: "v2", key: { alg: "A256CTR", kty: "oct", k: "AA" }, iv: "AAAAAAAAAAAAAAAAAAAAAA" },
    ],
    ["no base64", { v: "v2", key: { alg: "A256CTR", kty: "oct", k: "§§§" } }],
    ["another version", { v: "v1", key: { alg: "A256CTR", kty: "oct", k: "AA" } }],
  ])("is refused with %s", async (_case, file) => {
    await expect(decryptAttachment(plain, file)).rejects.toMatchObject({ name: "MatrixFailure" });
  });
});

describe("what a browser may show of a stranger's file", () => {
  it.each([
    ["image/png", "image/png"],
    ["IMAGE/JPEG; q=1", "image/jpeg"],
    ["text/html", "application/octet-stream"],
    ["image/svg+xml", "application/octet-stream"],
    ["application/xhtml+xml", "application/octet-stream"],
    ["text/javascript", "application/octet-stream"],
    ["", "application/octet-stream"],
  ])("%s", (type, expected) => {
    expect(safeMimeType(type)).toBe(expected);
  });
});
