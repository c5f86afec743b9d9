// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine, EngineEvent } from "../call/feature.ts";
import { captions } from "./feature.ts";

const sockets: Socket[] = [];
class Socket extends EventTarget {
  static readonly OPEN = 1;
  readonly readyState = 1;
  readonly bufferedAmount = 0;
  readonly sent: Int16Array[] = [];
  constructor(readonly url: URL) {
    super();
    sockets.push(this);
  }
  send(sound: Int16Array): void {
    this.sent.push(sound);
  }
  close(): void {
    this.dispatchEvent(new Event("close"));
  }
  says(answer: object): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(answer) }));
  }
}

let speak: (samples: Float32Array) => void = () => undefined;
vi.mock(import("./tap.ts"), () => ({
  createTap: (_context: BaseAudioContext, onSamples: (samples: Float32Array) => void) => {
    speak = onSamples;
    return Promise.resolve({} as AudioWorkletNode);
  },
}));

beforeEach(() => {
  sockets.length = 0;
  vi.stubGlobal("WebSocket", Socket);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function start(options: { url?: string; secret?: boolean } = { url: "ws://localhost/captions" }) {
  const listeners = new Set<(event: EngineEvent) => void>();
  const heard: EngineEvent[] = [];
  const taps: unknown[] = [];
  let on = true;
  const engine = {
    phase: { kind: "joined" },
    host: {
      keys: { wanted: { get: () => options.secret ?? false, subscribe: () => () => undefined } },
    },
    local: {
      isOn: () => on,
      microphone: {
        audioContext: () => ({ sampleRate: 48_000 }),
        setTap: (node: unknown) => taps.push(node),
      },
    },
    joinInHand: () => Promise.resolve({ token: "T", service: { captionsUrl: options.url } }),
    update: () => undefined,
    emit: (event: EngineEvent) => heard.push(event),
    onChange: () => () => undefined,
    onEvent: (listener: (event: EngineEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } as unknown as Engine;
  const feature = captions.attach(engine);
  for (const listener of listeners) listener({ kind: "session", event: { kind: "entered" } });
  const mute = (): void => {
    on = false;
  };
  return { feature, heard, taps, mute };
}
const texts = (events: readonly EngineEvent[]) =>
  events.flatMap((event) => (event.kind === "caption" ? [[event.text, event.done]] : []));

describe("one's own voice", () => {
  it("is heard by nobody until it is asked for, and then only by the agency's recogniser", async () => {
    const { feature, heard, taps } = start();
    await vi.waitFor(() => expect(feature.slice().available).toBe(true));
    expect([sockets.length, taps.length]).toEqual([0, 0]);
    feature.actions.setCaptions(true);
    await vi.waitFor(() => expect(feature.slice().state).toBe("on"));
    expect(String(sockets[0]?.url)).toBe("ws://localhost/captions?token=T");
    speak(new Float32Array(4_800));
    expect(sockets[0]?.sent[0]).toHaveLength(1_600);
    sockets[0]?.says({ partial: "guten" });
    sockets[0]?.says({ text: "guten tag" });
    sockets[0]?.says({ nonsense: true });
    expect(texts(heard)).toEqual([
      ["guten", false],
      ["guten tag", true],
    ]);
  });

  it("is not sent on once the microphone is off, but for the silence that ends a sentence", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const { feature, mute } = start();
    feature.actions.setCaptions(true);
    await vi.waitFor(() => expect(feature.slice().state).toBe("on"));
    mute();
    speak(new Float32Array(4_800));
    vi.advanceTimersByTime(2_000);
    speak(new Float32Array(4_800));
    expect(sockets[0]?.sent).toHaveLength(1);
    vi.useRealTimers();
  });

  it("is let go of when it is switched off, or when the recogniser goes away", async () => {
    const { feature, taps } = start();
    feature.actions.setCaptions(true);
    await vi.waitFor(() => expect(feature.slice().state).toBe("on"));
    sockets[0]?.close();
    expect(feature.slice().state).toBe("failed");
    expect(taps.at(-1)).toBeUndefined();
    feature.actions.setCaptions(true);
    await vi.waitFor(() => expect(feature.slice().state).toBe("on"));
    feature.actions.setCaptions(false);
    expect(feature.slice().state).toBe("off");
    expect(sockets).toHaveLength(2);
  });

  it.each([
    ["where there is no recogniser", {}],
    ["in a call that is encrypted to the other devices", { url: "ws://x/", secret: true }],
  ])("is never taken %s", async (_story, options) => {
    const { feature } = start(options);
    feature.actions.setCaptions(true);
    await vi.waitFor(() => expect(feature.slice().state).toBe("failed"));
    expect([feature.slice().available, sockets.length]).toEqual([false, 0]);
  });
});
