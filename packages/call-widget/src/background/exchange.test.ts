import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { JitsiEffect, JitsiLibrary, JitsiLocalTrack } from "../jitsi/library-types.ts";
import type { Session } from "../jitsi/session-types.ts";
import { ChosenDevices } from "../media/devices.ts";
import { LocalMedia } from "../media/local-media.ts";

/** A camera as the library makes it: the effect is started with it, and again after it was off. */
class FakeCamera {
  muted = false;
  disposed = false;
  stream: unknown;

  constructor(private readonly effect: JitsiEffect | undefined) {
    this.open();
  }
  open(): void {
    const device = { addEventListener: () => undefined, removeEventListener: () => undefined };
    const track = { ...device, stop: () => undefined, getSettings: () => ({}) };
    const raw = { raw: true, getVideoTracks: () => [track], getTracks: () => [track] };
    this.stream = this.effect?.startEffect(raw as unknown as MediaStream) ?? raw;
  }
  getType = () => "video";
  isMuted = () => this.muted;
  addEventListener = () => undefined;
  removeEventListener = () => undefined;
  getTrack = () => null;
  getOriginalStream = () => this.stream;
  mute = async () => {
    this.muted = true;
    this.effect?.stopEffect();
  };
  unmute = async () => {
    this.muted = false;
    this.open();
  };
  dispose = async () => {
    this.disposed = true;
    this.effect?.stopEffect();
  };
  get isRaw(): boolean {
    return !this.disposed && !this.muted && Reflect.has(Object(this.stream) as object, "raw");
  }
}

beforeEach(() => {
  vi.stubGlobal("isSecureContext", true);
  vi.stubGlobal(
    "MediaStream",
    class {
      getTracks = () => [];
    },
  );
  vi.stubGlobal("MediaStreamTrackGenerator", EventTarget);
  vi.stubGlobal("MediaStreamTrackProcessor", EventTarget);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function inCall() {
  const cameras: FakeCamera[] = [];
  const replaced: unknown[] = [];
  const problems: string[] = [];
  let fails = false;
  const library: Partial<JitsiLibrary> = {
    events: { connection: {}, conference: {}, track: {} },
    createLocalTracks: async ({ effects = [] }) => {
      if (fails) throw Object.assign(new Error("in use"), { name: "NotReadableError" });
      const camera = new FakeCamera(
        effects.find((one) => one.isEnabled({ getType: () => "video" } as never)),
      );
      cameras.push(camera);
      return [camera as unknown as JitsiLocalTrack];
    },
  };
  const session: Partial<Session> = {
    add: () => Promise.resolve(),
    replace: async (before, after) => void replaced.push([before, after]),
  };
  const local = new LocalMedia(
    {
      library: () => Promise.resolve(library as JitsiLibrary),
      session: () => session as Session,
      chosen: new ChosenDevices(undefined),
      onChange: () => undefined,
      onProblem: (problem) => void problems.push(problem),
      onWorking: () => undefined,
      onOpened: () => undefined,
    },
    { microphone: false, camera: true },
  );
  local.camera.load = () => Promise.reject(new Error("not here"));
  await local.start();
  const choose = async (choice: "none" | "strong"): Promise<void> => {
    local.camera.choose(choice);
    await local.follow();
  };
  const rawOnes = (): number => cameras.filter(({ isRaw }) => isRaw).length;
  return { local, cameras, replaced, problems, choose, rawOnes, fail: () => void (fails = true) };
}

test("a background that is wished for in a call is put in the place of the picture, in one exchange", async () => {
  const { cameras, replaced, choose, rawOnes } = await inCall();
  expect(rawOnes()).toBe(1);
  await choose("strong");
  expect(replaced).toEqual([[cameras[0], cameras[1]]]);
  expect(rawOnes()).toBe(0);
  await choose("none");
  expect(replaced).toHaveLength(2);
  expect(rawOnes()).toBe(1);
});

test("a camera that is off meanwhile comes back with it, and is never shown without", async () => {
  const { local, cameras, choose, rawOnes } = await inCall();
  await local.set("camera", false);
  await choose("strong");
  await local.set("camera", true);
  expect(cameras).toHaveLength(1);
  expect(rawOnes()).toBe(0);
});

test("a camera that cannot be opened once more is switched off instead of going on as it is", async () => {
  const { local, problems, choose, rawOnes, fail } = await inCall();
  fail();
  await choose("strong");
  expect(rawOnes()).toBe(0);
  expect(local.isOn("camera")).toBe(false);
  expect(problems).toEqual(["camera-busy"]);
});
