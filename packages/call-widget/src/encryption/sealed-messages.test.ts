import { assert, asyncProperty, jsonValue } from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { MediaCipher } from "./cipher.ts";
import { openMessage, sealMessage } from "./sealed-messages.ts";

const ANNA = "@anna:a.example PHONE";
const SECRET = new Uint8Array(32).fill(1);
const LINE = { type: "chat.plenum.rtt", text: "Grüße, 5 €" };

let anna: MediaCipher;
let ben: MediaCipher;
beforeEach(async () => {
  anna = new MediaCipher();
  ben = new MediaCipher();
  await anna.use(0, SECRET, ANNA);
  await ben.take("a1", ANNA, 0, SECRET);
});

const hear = (content: unknown, from = "a1") => openMessage(ben, from, content, 0);

describe("a message to everybody in an encrypted call", () => {
  it("arrives as it was sent, whatever it says", async () => {
    expect(await hear(await sealMessage(anna, LINE))).toEqual(LINE);
    await assert(
      asyncProperty(jsonValue(), async (said) => {
        const message = JSON.parse(JSON.stringify({ type: "x", said })) as object;
        expect(await hear(await sealMessage(anna, message))).toEqual(message);
      }),
      { numRuns: 40 },
    );
  });

  it("shows on its way of what kind it is and nothing else", async () => {
    const sealed = await sealMessage(anna, LINE);
    expect(Object.keys(sealed ?? {}).toSorted()).toEqual(["sealed", "type"]);
    expect(sealed).toMatchObject({ type: LINE.type });
    expect(JSON.stringify(sealed)).not.toContain("5 €");
  });

  it("is not sent before there is a key", async () => {
    expect(await sealMessage(new MediaCipher(), LINE)).toBeUndefined();
  });

  it("counts once, from whoever sent it, as what it is", async () => {
    const sealed = (await sealMessage(anna, LINE)) as { type: string; sealed: string };
    expect(await hear({ ...sealed, type: "chat.plenum.reaction" })).toBeUndefined();
    const again = (await sealMessage(anna, LINE)) as { type: string; sealed: string };
    expect(await hear(again, "b2")).toBeUndefined();
    expect(await hear(again)).toEqual(LINE);
    expect(await hear(again)).toBeUndefined();
  });

  it.each([
    ["was not sealed", LINE],
    ["is nothing", null],
    ["is no base64", { type: LINE.type, sealed: "%%%" }],
    ["is empty", { type: LINE.type, sealed: "" }],
    ["is longer than any", { type: LINE.type, sealed: "A".repeat(40_000) }],
  ])("is not heard when it %s", async (_story, content) => {
    expect(await hear(content)).toBeUndefined();
  });
});
