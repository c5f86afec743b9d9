import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Backdrops, CameraEffect } from "./camera-effect.ts";
import type { Backdrop, PaintingReport } from "./messages.ts";
import type { Pipeline } from "./pipeline.ts";

/** As much of a track as an effect uses. */
class Track extends EventTarget {
  stopped = false;
  stop(): void {
    this.stopped = true;
  }
}

class Stream {
  constructor(readonly tracks: readonly Track[]) {}
  getVideoTracks = () => this.tracks;
  getTracks = () => this.tracks;
}

class Generator extends Track {
  readonly writable = {};
}

beforeEach(() => {
  vi.stubGlobal("MediaStream", Stream);
  vi.stubGlobal("MediaStreamTrackGenerator", Generator);
  vi.stubGlobal(
    "MediaStreamTrackProcessor",
    class {
      readonly readable = {};
    },
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
});

type Wish = Backdrop | undefined;

function room(first: Wish) {
  const shown: Wish[] = [];
  const told: PaintingReport["stage"][] = [];
  let wish = first;
  let stops = 0;
  const pipeline: Pipeline = {
    setBackdrop: (backdrop) => void shown.push(backdrop),
    stop: () => void (stops += 1),
  };
  const door = new EventTarget();
  const loading = new Promise<void>((resolve, reject) => {
    door.addEventListener("arrives", () => resolve());
    door.addEventListener("fails", () => reject(new TypeError("Failed to fetch")));
  });
  const backdrops: Backdrops = {
    get backdrop() {
      return wish;
    },
    picture: () => Promise.resolve(undefined),
    load: async () => {
      await loading;
      return { startPipeline: () => pipeline };
    },
    told: (_effect, { stage }) => void told.push(stage),
  };
  const effect = new CameraEffect(backdrops);
  const device = new Track();
  const camera = new Stream([device]);
  const start = (): unknown => effect.startEffect(camera as unknown as MediaStream);
  const settle = (how: "arrives" | "fails") => {
    door.dispatchEvent(new Event(how));
    return new Promise((resolve) => setTimeout(resolve, 0));
  };
  return {
    effect,
    device,
    camera,
    start,
    settle,
    shown,
    told,
    wish: (next: Wish) => void (wish = next),
    stops: () => stops,
  };
}

test("without another background the camera's own stream goes through, and its device is left alone", () => {
  const { effect, camera, device, start } = room(undefined);
  expect(start()).toBe(camera);
  expect(effect.paints).toBe(false);
  effect.stopEffect();
  expect(device.stopped).toBe(false);
});

test("with one, the camera's own stream is never handed out, whether or not anything paints", async () => {
  for (const how of ["arrives", "fails"] as const) {
    const { effect, camera, start, settle, told } = room("strong");
    expect(start()).not.toBe(camera);
    expect(effect.paints).toBe(true);
    await settle(how);
    expect(effect.paints).toBe(true);
    expect(told).toEqual(how === "fails" ? ["failed"] : []);
  }
});

test("when the library goes back to the camera's own stream, there is nothing in it any more", async () => {
  const { effect, device, start, settle, stops } = room("light");
  start();
  await settle("arrives");
  effect.stopEffect();
  expect(device.stopped).toBe(true);
  expect(stops()).toBe(1);
  expect(effect.paints).toBe(false);
});

test("what was loaded for a camera that is gone is not begun", async () => {
  const { effect, start, settle, shown } = room("light");
  start();
  effect.stopEffect();
  await settle("arrives");
  expect(shown).toEqual([]);
});

test("a camera that is switched on again shows what is wished for then", async () => {
  const { effect, camera, start, settle, shown, wish } = room(undefined);
  expect(start()).toBe(camera);
  effect.stopEffect();
  wish("strong");
  expect(start()).not.toBe(camera);
  await settle("arrives");
  expect(shown).toEqual(["strong"]);
});

test("another background comes at once, and a picture stands behind a blur until it is there", async () => {
  const { effect, start, settle, shown, wish } = room("light");
  start();
  await settle("arrives");
  wish("picture");
  await effect.show();
  expect(shown).toEqual(["light", "strong", "picture"]);
});

test("a device that is pulled out is told, because the painted track does not end with it", () => {
  const { effect, device, start } = room("light");
  const ended = vi.fn<() => void>();
  effect.onEnded = ended;
  start();
  device.dispatchEvent(new Event("ended"));
  expect(ended).toHaveBeenCalledOnce();
});
