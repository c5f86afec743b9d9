import { beforeEach, describe, expect, it } from "vitest";
import { MediaCipher } from "./cipher.ts";
import { ratchetForward } from "./frame.ts";
import { OVERLAP } from "./keys.ts";

const ANNA = "@anna:a.example PHONE";
const FIRST = new Uint8Array(32).fill(1);
const SECOND = new Uint8Array(32).fill(2);
const picture = (first = 1): Uint8Array => new Uint8Array(200).fill(9).with(0, first);

let anna: MediaCipher;
let ben: MediaCipher;
beforeEach(() => {
  anna = new MediaCipher();
  ben = new MediaCipher();
});

async function sent(frame = picture()): Promise<Uint8Array> {
  const sealed = await anna.seal(frame, "video");
  if (!sealed) throw new Error("Nothing was sent");
  return sealed;
}

const heard = (frame: Uint8Array, now = 0) => ben.open("a1", frame, "video", now);

describe("between two devices", () => {
  it("pictures arrive as they were", async () => {
    await anna.use(0, FIRST, ANNA);
    await ben.take("a1", ANNA, 0, FIRST);
    expect(await heard(await sent())).toEqual({ kind: "open", frame: picture(), index: 0 });
  });

  it("nothing leaves without a key, and nothing comes out", async () => {
    expect(await anna.seal(picture(), "video")).toBeUndefined();
    expect(await heard(picture())).toEqual({ kind: "no-key" });
    await anna.use(0, FIRST, ANNA);
    expect(await heard(await sent())).toEqual({ kind: "no-key" });
    anna.stop();
    expect(await anna.seal(picture(), "video")).toBeUndefined();
  });

  it("what was not encrypted is refused, also while a key is there", async () => {
    await ben.take("a1", ANNA, 0, FIRST);
    for (const frame of [picture(), picture(0), new Uint8Array(0), new Uint8Array(25)]) {
      expect((await heard(frame)).kind).not.toBe("open");
    }
  });

  it("what comes twice is refused, on whatever way", async () => {
    await anna.use(0, FIRST, ANNA);
    await ben.take("a1", ANNA, 0, FIRST);
    const frame = await sent();
    expect((await heard(frame)).kind).toBe("open");
    expect(await heard(frame)).toEqual({ kind: "refused" });
    // Also when the key is sent once more, and when two receivers look at the same time.
    await ben.take("a1", ANNA, 0, FIRST);
    expect(await heard(frame)).toEqual({ kind: "refused" });
    const other = await sent();
    const both = await Promise.all([heard(other), heard(other)]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(["open", "refused"]);
  });

  it("the media of one are not taken for those of another", async () => {
    await anna.use(0, FIRST, ANNA);
    await ben.take("b2", "@eva:a.example PC", 0, SECOND);
    const frame = await sent();
    expect((await ben.open("b2", frame, "video", 0)).kind).toBe("refused");
    // Not even by somebody who gives out the key of another as their own.
    await ben.take("b2", "@eva:a.example PC", 0, FIRST);
    expect((await ben.open("b2", frame, "video", 0)).kind).toBe("refused");
  });
});

describe("when keys change", () => {
  it("those who are there find the key that was made from the one before", async () => {
    await anna.use(0, FIRST, ANNA);
    await ben.take("a1", ANNA, 0, FIRST);
    expect((await heard(await sent())).kind).toBe("open");
    const next = await ratchetForward(await ratchetForward(FIRST));
    await anna.use(2, next, ANNA);
    expect(await heard(await sent())).toMatchObject({ kind: "open", index: 2 });
    // And still refuse what comes twice.
    const frame = await sent();
    await heard(frame);
    expect((await heard(frame)).kind).toBe("refused");
  });

  it("whoever has the later key cannot open what was said earlier", async () => {
    await anna.use(0, FIRST, ANNA);
    const early = await sent();
    await ben.take("a1", ANNA, 1, await ratchetForward(FIRST));
    expect((await heard(early)).kind).not.toBe("open");
  });

  it("a new one is waited for, and what came before it does no harm", async () => {
    await anna.use(0, FIRST, ANNA);
    await ben.take("a1", ANNA, 0, FIRST);
    await anna.use(1, SECOND, ANNA);
    expect(await heard(await sent())).toEqual({ kind: "no-key" });
    await ben.take("a1", ANNA, 1, SECOND);
    expect((await heard(await sent())).kind).toBe("open");
  });

  it("an old one counts as long as it may be on the way, and then no more", async () => {
    await anna.use(0, FIRST, ANNA);
    await ben.take("a1", ANNA, 0, FIRST);
    await ben.take("a1", ANNA, 1, SECOND);
    const early = await sent();
    const late = await sent();
    await anna.use(1, SECOND, ANNA);
    expect((await heard(await sent(), 1000)).kind).toBe("open");
    expect((await heard(early, 1000 + OVERLAP)).kind).toBe("open");
    expect((await heard(late, 1001 + OVERLAP)).kind).not.toBe("open");
  });

  it("nothing is left of somebody who is gone, or whose place another takes", async () => {
    await anna.use(0, FIRST, ANNA);
    await ben.take("a1", ANNA, 0, FIRST);
    ben.forget("a1");
    expect((await heard(await sent())).kind).toBe("no-key");
    await ben.take("a1", ANNA, 0, FIRST);
    await ben.take("a1", "@eva:a.example PC", 3, SECOND);
    expect((await heard(await sent())).kind).not.toBe("open");
  });
});
