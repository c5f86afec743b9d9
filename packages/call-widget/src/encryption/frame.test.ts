import { assert, asyncProperty, constantFrom, nat, property, uint8Array } from "fast-check";
import { describe, expect, it } from "vitest";
import {
  coverOf,
  deriveFrameKey,
  FRAME_GROWTH,
  type FrameKind,
  openFrame,
  ratchetForward,
  readTrailer,
  ReplayWindow,
  sealFrame,
} from "./frame.ts";

const SECRET = new Uint8Array(32).fill(7);
const ANNA = "@anna:a.example PHONE";
const frames = uint8Array({ maxLength: 400 });
const kinds = constantFrom<FrameKind>("audio", "video", "text");
const counters = nat({ max: Number.MAX_SAFE_INTEGER });
const RUNS = { numRuns: 60 };

const keyOf = (kind: FrameKind, sender = ANNA, secret = SECRET) =>
  deriveFrameKey(secret, sender, kind);

describe("an encrypted frame", () => {
  it("opens with the key that it was sealed with, and grows by a few bytes", async () => {
    await assert(
      asyncProperty(
        frames,
        kinds,
        counters,
        nat({ max: 15 }),
        async (frame, kind, counter, keyId) => {
          const key = await keyOf(kind);
          const sealed = await sealFrame(frame, kind, key, { counter, keyId });
          expect(sealed.length).toBe(frame.length + coverOf(frame, kind).length + FRAME_GROWTH);
          expect(sealed.length - frame.length).toBeLessThanOrEqual(35);
          expect(readTrailer(sealed)).toEqual({ counter, keyId });
          expect(await openFrame(sealed, kind, key)).toEqual(frame);
        },
      ),
      RUNS,
    );
  });

  it("shows of a picture what routers go by, and that nobody can show it", async () => {
    const key = await keyOf("video");
    await assert(
      asyncProperty(uint8Array({ minLength: 10, maxLength: 200 }), async (frame) => {
        const sealed = await sealFrame(frame, "video", key, { counter: 5, keyId: 1 });
        const tag = (sealed[0] ?? 0) | ((sealed[1] ?? 0) << 8) | ((sealed[2] ?? 0) << 16);
        const isKey = ((frame[0] ?? 0) & 1) === 0;
        // Kind, version and whether it is shown; then the length of the first part.
        expect(tag & 0x1f).toBe((frame[0] ?? 0) & 0x1f);
        expect(tag >> 5).toBe(0x7ffff);
        expect(sealed.slice(3, isKey ? 10 : 3)).toEqual(frame.slice(3, isKey ? 10 : 3));
        expect(coverOf(frame, "video")).toEqual(sealed.slice(0, isKey ? 10 : 3));
      }),
      RUNS,
    );
  });

  it("shows nothing of sound: its cover is the same each time, and no valid packet", async () => {
    const key = await keyOf("audio");
    const quiet = await sealFrame(new Uint8Array(3), "audio", key, { counter: 1, keyId: 0 });
    const loud = await sealFrame(new Uint8Array(90), "audio", key, { counter: 2, keyId: 0 });
    expect(quiet.slice(0, 2)).toEqual(Uint8Array.of(3, 0));
    expect(quiet.slice(0, 2)).toEqual(loud.slice(0, 2));
  });

  it("does not open when a single bit of it is another, whichever", async () => {
    await assert(
      asyncProperty(frames, kinds, nat(), async (frame, kind, where) => {
        const key = await keyOf(kind);
        const sealed = await sealFrame(frame, kind, key, { counter: 9, keyId: 3 });
        const bit = where % (sealed.length * 8);
        const byte = Math.floor(bit / 8);
        sealed[byte] = (sealed[byte] ?? 0) ^ (1 << (bit % 8));
        expect(await openFrame(sealed, kind, key)).toBeUndefined();
      }),
      RUNS,
    );
  });

  it("does not open as something else: sound as a picture, another sender, another or the next key", async () => {
    const frame = new Uint8Array(100).fill(1);
    const sealed = await sealFrame(frame, "audio", await keyOf("audio"), { counter: 0, keyId: 0 });
    const others = [
      keyOf("video"),
      keyOf("audio", "@ben:a.example PHONE"),
      keyOf("audio", ANNA, new Uint8Array(32).fill(8)),
      keyOf("audio", ANNA, await ratchetForward(SECRET)),
    ];
    for (const key of await Promise.all(others)) {
      expect(await openFrame(sealed, "audio", key)).toBeUndefined();
    }
  });

  it("differs each time, also for the same picture", async () => {
    const frame = new Uint8Array(64);
    const key = await keyOf("video");
    const one = await sealFrame(frame, "video", key, { counter: 1, keyId: 0 });
    const two = await sealFrame(frame, "video", key, { counter: 2, keyId: 0 });
    expect(one.slice(10, 74)).not.toEqual(two.slice(10, 74));
  });

  it("cannot be made of anything that comes", async () => {
    const key = await keyOf("video");
    await assert(
      asyncProperty(uint8Array({ maxLength: 120 }), async (noise) => {
        expect(await openFrame(noise, "video", key)).toBeUndefined();
      }),
      RUNS,
    );
  });
});

describe("the key after a key", () => {
  it("is the same for everybody, and another one each time", async () => {
    const next = await ratchetForward(SECRET);
    expect(next).toEqual(await ratchetForward(SECRET));
    expect(next).toHaveLength(32);
    expect(next).not.toEqual(SECRET);
    expect(await ratchetForward(next)).not.toEqual(next);
  });
});

describe("frames that come twice", () => {
  it("are taken once, in whatever order they come", () => {
    assert(
      property(uint8Array({ minLength: 1, maxLength: 300 }), (order) => {
        const window = new ReplayWindow();
        const seen = new Set<number>();
        for (const counter of order) {
          expect(window.take(counter)).toBe(!seen.has(counter));
          seen.add(counter);
        }
      }),
    );
  });

  it("are refused when they come much too late", () => {
    const window = new ReplayWindow();
    expect(window.take(5000)).toBe(true);
    expect(window.take(3000)).toBe(true);
    expect(window.take(2952)).toBe(false);
    expect(window.take(0)).toBe(false);
    expect(window.take(Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(window.take(5001)).toBe(false);
  });
});
