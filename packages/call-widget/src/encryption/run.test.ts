import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type {
  CallParticipant,
  HostDevice,
  HostKeys,
  HostMediaKey,
  ReceivedMediaKey,
} from "../contract/index.ts";
import type { RemoteSource } from "../jitsi/facts.ts";
import { EncryptionRun } from "./run.ts";
import { GRACE } from "./standing.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

const BEN = "@ben:a.example";
const device = (trust: HostDevice["trust"] = "signed"): HostDevice => ({
  userId: BEN,
  deviceId: "PC",
  trust,
});
const ben: CallParticipant = {
  id: "b2",
  userId: BEN,
  displayName: "Ben",
  isLocal: false,
  isGuest: false,
  isModerator: false,
  audioMuted: false,
  videoMuted: false,
  sharingScreen: false,
  dominant: false,
};

/** A call with everything that stands around it. */
class Scene {
  readonly posted: ToWorker[] = [];
  readonly sent: (HostMediaKey & { readonly to: readonly HostDevice[] })[] = [];
  readonly run: EncryptionRun;
  devices: readonly HostDevice[] = [];
  onKey: (key: ReceivedMediaKey) => void = () => undefined;
  onDevices: () => void = () => undefined;
  onWorker: (message: FromWorker) => void = () => undefined;
  received: (receiver: number, track: MediaStreamTrack) => void = () => undefined;

  constructor() {
    const never = { subscribe: () => () => undefined };
    const keys: HostKeys = {
      own: { userId: "@anna:a.example", deviceId: "PHONE" },
      wanted: { get: () => true, ...never },
      obstacle: { get: () => undefined, ...never },
      devices: {
        get: () => this.devices,
        subscribe: (listener) => {
          this.onDevices = listener;
          return () => undefined;
        },
      },
      send: async (key, to) => void this.sent.push({ ...key, to }),
      onKey: (listener) => {
        this.onKey = listener;
        return () => undefined;
      },
    };
    this.run = new EncryptionRun(
      keys,
      (onMessage) => {
        this.onWorker = onMessage;
        return {
          post: (message) => void this.posted.push(message),
          attach: (_connection, received) => {
            this.received = received;
          },
          close: () => undefined,
        };
      },
      () => undefined,
    );
  }

  kinds(kind: ToWorker["kind"]): readonly ToWorker[] {
    return this.posted.filter((message) => message.kind === kind);
  }

  bring(devices: readonly HostDevice[]): void {
    this.devices = devices;
    this.onDevices();
  }
}

const key: ReceivedMediaKey = {
  endpoint: "b2",
  index: 0,
  key: new Uint8Array(32),
  userId: BEN,
  deviceId: "PC",
};

let scene: Scene;
beforeEach(() => {
  vi.useFakeTimers();
  scene = new Scene();
});
afterEach(() => {
  scene.run.stop();
  vi.useRealTimers();
});

describe("the encryption of a session", () => {
  it("has a key of its own before anything can be sent", async () => {
    await vi.advanceTimersByTimeAsync(0);
    expect(scene.kinds("use")).toMatchObject([{ index: 0, sender: "@anna:a.example PHONE" }]);
    expect(scene.sent).toEqual([]);
  });

  it("sends it to signed devices once it is known under which name one is in the call", async () => {
    scene.bring([device(), { ...device("unsigned"), deviceId: "OLD" }]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(scene.sent).toEqual([]);
    scene.run.entered("a1");
    await vi.advanceTimersByTimeAsync(1000);
    // Deriving a key takes time that is not the test's.
    await vi.waitFor(() => expect(scene.kinds("use")).toHaveLength(2));
    expect(scene.sent).toMatchObject([{ endpoint: "a1", index: 1, to: [device()] }]);
    expect(scene.kinds("use")).toMatchObject([{ index: 0 }, { index: 1 }]);
    scene.bring([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(scene.run.slice().keyIndex).toBe(2);
    expect(scene.sent).toHaveLength(1);
  });

  it("sends a key once more to the device of somebody who comes back to the conference", async () => {
    scene.bring([device(), { ...device(), userId: "@eva:a.example" }]);
    scene.run.entered("a1");
    await vi.advanceTimersByTimeAsync(1000);
    await vi.waitFor(() => expect(scene.kinds("use")).toHaveLength(2));
    scene.run.see([{ ...ben, id: "b3" }], []);
    await vi.advanceTimersByTimeAsync(1000);
    await vi.waitFor(() => expect(scene.kinds("use")).toHaveLength(3));
    expect(scene.sent.at(-1)).toMatchObject({ index: 2, to: [device()] });
    const muted = { ...ben, id: "b3", audioMuted: true };
    scene.run.see([muted], []);
    await vi.advanceTimersByTimeAsync(1000);
    expect(scene.sent).toHaveLength(2);
  });

  it.each([
    ["before somebody is seen", ["key", "see"]],
    ["after somebody is seen", ["see", "key"]],
  ])("takes keys that come %s", (_story, order) => {
    for (const step of order) {
      if (step === "key") scene.onKey(key);
      else scene.run.see([ben], []);
    }
    expect(scene.kinds("take")).toMatchObject([{ endpoint: "b2", sender: `${BEN} PC` }]);
    scene.run.see([], []);
    expect(scene.kinds("forget")).toEqual([{ kind: "forget", endpoint: "b2" }]);
  });

  it("opens on a receiver only what is from the person whom the library shows with it", () => {
    const track = { kind: "audio" } as MediaStreamTrack;
    scene.run.attach({} as RTCPeerConnection);
    scene.received(3, track);
    const source = { participantId: "b2", track: { getTrack: () => track } } as RemoteSource;
    scene.run.see([ben], [source]);
    scene.run.see([ben], [source]);
    expect(scene.kinds("bind")).toEqual([{ kind: "bind", receiver: 3, endpoint: "b2" }]);
    scene.run.see([ben], []);
    expect(scene.kinds("bind").at(-1)).toEqual({ kind: "bind", receiver: 3 });
  });

  it("says who is left out of it", async () => {
    scene.run.see([ben], []);
    expect(scene.run.slice()).toMatchObject({ state: "on", without: [], unconfirmed: [] });
    await vi.advanceTimersByTimeAsync(GRACE);
    expect(scene.run.slice().without).toEqual(["b2"]);
    scene.bring([device()]);
    scene.onKey(key);
    expect(scene.run.slice()).toMatchObject({ without: [], unconfirmed: ["b2"] });
    const track = { kind: "video" } as MediaStreamTrack;
    const source = { participantId: "b2", track: { getTrack: () => track } } as RemoteSource;
    scene.run.attach({} as RTCPeerConnection);
    scene.received(3, track);
    scene.run.see([ben], [source]);
    scene.onWorker({ kind: "heard", receiver: 3, endpoint: "b2", state: "refused" });
    await vi.advanceTimersByTimeAsync(GRACE);
    expect(scene.run.slice().without).toEqual(["b2"]);
    // A screen that is not shared any more says nothing about the person.
    scene.run.see([ben], []);
    expect(scene.run.slice().without).toEqual([]);
  });
});
