// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import { ChosenDevices } from "../../media/devices.ts";
import type { Engine, EngineEvent } from "../feature.ts";
import { devices } from "./devices.ts";

let plugged: readonly Partial<MediaDeviceInfo>[] = [];
const listeners = new Set<(event: EngineEvent) => void>();
const heard: EngineEvent[] = [];
const changed: string[] = [];

function engine(stored: string): Engine {
  const storage = { getItem: () => stored, setItem: () => undefined };
  const stand: Partial<Engine> = {
    chosen: new ChosenDevices(storage),
    local: {
      changeDevice: (kind: string) => {
        changed.push(kind);
        return Promise.resolve();
      },
    } as unknown as Engine["local"],
    update: () => undefined,
    emit: (event) => heard.push(event),
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return stand as Engine;
}

beforeEach(() => {
  plugged = [{ kind: "videoinput", deviceId: "c1", label: "" }];
  listeners.clear();
  heard.length = 0;
  changed.length = 0;
  Object.defineProperty(navigator, "mediaDevices", {
    configurable: true,
    value: {
      enumerateDevices: () => Promise.resolve(plugged),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    },
  });
});

test("views see the same object until a device or a choice is another", async () => {
  const feature = devices.attach(engine('{"camera":"c1"}'));
  await vi.waitFor(() => expect(feature.slice().cameras).toHaveLength(1));
  const before = feature.slice();
  expect(before.chosen).toEqual({ camera: "c1" });
  expect(feature.slice()).toBe(before);

  plugged = [{ kind: "videoinput", deviceId: "c1", label: "Kamera" }];
  for (const listener of listeners) listener({ kind: "device-opened" });
  await vi.waitFor(() => expect(feature.slice().cameras[0]?.label).toBe("Kamera"));
  expect(before.cameras[0]?.label).toBe("");

  await feature.actions.chooseDevice("microphone", "m1");
  expect(feature.slice().chosen).toEqual({ camera: "c1", microphone: "m1" });
  expect(changed).toEqual(["microphone"]);
});

test("a chosen speaker is nothing to open, but others are told", async () => {
  const feature = devices.attach(engine("{}"));
  await feature.actions.chooseDevice("speaker", "s1");
  expect(changed).toEqual([]);
  expect(heard).toEqual([{ kind: "speaker-chosen", deviceId: "s1" }]);
});

test("what was attached lets go", () => {
  devices.attach(engine("{}")).dispose();
  expect(listeners.size).toBe(0);
});
