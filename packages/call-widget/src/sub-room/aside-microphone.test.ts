import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Microphone } from "../capture/microphone.ts";
import type { JitsiEffect, JitsiLibrary } from "../jitsi/library-types.ts";
import { AsideMicrophone } from "./aside-microphone.ts";

const sound = { enabled: true };

beforeEach(() => {
  sound.enabled = true;
  vi.stubGlobal(
    "MediaStreamAudioDestinationNode",
    class {
      readonly stream = { getAudioTracks: () => [sound] };
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** As the library does it: an effect that can mute is asked to, and the track is muted when it says so. */
function library(options: { readonly mutes?: boolean; readonly slow?: Promise<void> } = {}) {
  const stopped: string[] = [];
  const made: object[] = [];
  const fake = {
    createLocalTracks: ({ effects }: { effects: readonly JitsiEffect[] }) => {
      const [effect] = effects;
      if (!effect) throw new Error("no effect");
      effect.startEffect({
        getTracks: () => [{ stop: () => stopped.push("device") }],
      } as unknown as MediaStream);
      const track = {
        _streamEffect: effect,
        mute: async () => {
          if (options.mutes !== false) effect.setMuted?.(true);
        },
        unmute: async () => {
          await options.slow;
          effect.setMuted?.(false);
        },
        isMuted: () => effect.isMuted?.() ?? false,
        dispose: async () => void stopped.push("track"),
      };
      made.push(track);
      return Promise.resolve([track]);
    },
  };
  return { library: fake as unknown as JitsiLibrary, stopped, made };
}

function microphone(open = true) {
  const aside: (object | undefined)[] = [];
  const fake = {
    isOpen: open,
    audioContext: () => ({}),
    setAside: (node: object | undefined) => aside.push(node),
  };
  return { microphone: fake as unknown as Microphone, aside };
}

describe("the second way of the voice", () => {
  it("begins muted, and lets out nothing before it is opened", async () => {
    const { microphone: voice, aside } = microphone();
    const made = await AsideMicrophone.create(library().library, voice, undefined);
    expect([made.track.isMuted(), sound.enabled, aside]).toEqual([true, false, []]);
    expect(await made.open()).toBe(true);
    expect([sound.enabled, aside.length]).toEqual([true, 1]);
    made.close();
    expect(aside.at(-1)).toBeUndefined();
    await Promise.resolve();
    expect(sound.enabled).toBe(false);
  });

  it("stays closed when it was closed while it was being opened", async () => {
    const waiting: (() => void)[] = [];
    const slow = new Promise<void>((resolve) => waiting.push(resolve));
    const { microphone: voice, aside } = microphone();
    const made = await AsideMicrophone.create(library({ slow }).library, voice, undefined);
    const opening = made.open();
    made.close();
    waiting[0]?.();
    expect(await opening).toBe(false);
    expect(aside).toEqual([]);
  });

  it("is not there where it does not mute, and gives the device back", async () => {
    const { library: broken, stopped } = library({ mutes: false });
    await expect(
      AsideMicrophone.create(broken, microphone().microphone, undefined),
    ).rejects.toThrow("does not mute");
    expect(stopped).toEqual(["device", "track"]);
  });

  it("is not there without a microphone", async () => {
    const { microphone: voice } = microphone(false);
    await expect(AsideMicrophone.create(library().library, voice, undefined)).rejects.toThrow(
      "No microphone",
    );
  });

  it("takes nothing from the one that comes after it", async () => {
    const { microphone: voice, aside } = microphone();
    const before = await AsideMicrophone.create(library().library, voice, undefined);
    const after = await AsideMicrophone.create(library().library, voice, undefined);
    await after.open();
    await before.dispose();
    expect(aside).toHaveLength(1);
  });
});
