import { describe, expect, test } from "vitest";
import { ChosenDevices, sortDevices } from "./devices.ts";

describe("the devices to choose from", () => {
  test("are sorted by kind, without the browser's stand-ins", () => {
    const list = [
      { kind: "audioinput", deviceId: "default", label: "Standard" },
      { kind: "audioinput", deviceId: "m1", label: "Tischmikrofon" },
      { kind: "videoinput", deviceId: "c1", label: "Kamera" },
      { kind: "audiooutput", deviceId: "communications", label: "" },
      { kind: "audiooutput", deviceId: "s1", label: "Lautsprecher" },
    ] as const;
    expect(sortDevices(list)).toEqual({
      microphones: [{ id: "m1", label: "Tischmikrofon" }],
      cameras: [{ id: "c1", label: "Kamera" }],
      speakers: [{ id: "s1", label: "Lautsprecher" }],
    });
  });

  test("without permission browsers name none: nothing to choose", () => {
    expect(sortDevices([{ kind: "videoinput", deviceId: "", label: "" }]).cameras).toEqual([]);
  });
});

function memory(start?: string) {
  let text: string | null = start ?? null;
  return { getItem: () => text, setItem: (_key: string, value: string) => void (text = value) };
}

describe("the devices somebody chose", () => {
  test("are remembered for the next call", () => {
    const storage = memory();
    new ChosenDevices(storage).set("camera", "c1");
    expect(new ChosenDevices(storage).get()).toEqual({ camera: "c1" });
  });

  test.each(["{", "[]", "null", '{"camera":1,"x":"y"}'])(
    "%s in the storage is no choice",
    (text) => {
      expect(new ChosenDevices(memory(text)).get()).toEqual({});
    },
  );

  test("a storage that refuses does not stop the choice", () => {
    const refusing = {
      getItem: () => {
        throw new Error("no");
      },
      setItem: () => {
        throw new Error("no");
      },
    };
    const chosen = new ChosenDevices(refusing);
    chosen.set("speaker", "s1");
    expect(chosen.get()).toEqual({ speaker: "s1" });
  });
});
