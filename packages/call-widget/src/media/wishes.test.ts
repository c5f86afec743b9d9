import { describe, expect, test } from "vitest";
import { Wishes } from "./wishes.ts";

function memory(start?: string) {
  let text: string | null = start ?? null;
  return { getItem: () => text, setItem: (_key: string, value: string) => void (text = value) };
}

describe("how somebody wants to be in calls", () => {
  test("is remembered by kind of room: at home among two with a picture, in meetings muted", () => {
    const storage = memory();
    new Wishes(storage, "room").setBegin("microphone", false);
    new Wishes(storage, "room").setBegin("camera", false);
    new Wishes(storage, "direct").setBegin("camera", true);
    expect(new Wishes(storage, "room").begin()).toEqual({ microphone: false, camera: false });
    expect(new Wishes(storage, "direct").begin()).toEqual({ camera: true });
  });

  test("noise is suppressed where that was wanted, device by device", () => {
    const storage = memory();
    new Wishes(storage, "room").setSuppression("headset", true);
    new Wishes(storage, "room").setSuppression(undefined, true);
    new Wishes(storage, "direct").setSuppression(undefined, false);
    const wishes = new Wishes(storage, "direct");
    expect(["headset", "table", undefined].map((id) => wishes.suppresses(id))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("holding a key to talk is off until somebody wants it", () => {
    const storage = memory();
    expect(new Wishes(storage, "room").pushToTalk).toBe(false);
    new Wishes(storage, "room").setPushToTalk(true);
    expect(new Wishes(storage, "room").pushToTalk).toBe(true);
  });

  test.each([
    ['{"bandwidth":{"others":"none","own":"small"}}', { others: "none", own: "small" }],
    ['{"bandwidth":{"others":"all","own":"medium"}}', { others: "full", own: "medium" }],
    ['{"bandwidth":[]}', { others: "full", own: "full" }],
    ['{"pushToTalk":true}', { others: "full", own: "full" }],
  ])("of %s the line that calls may have is what can be read", (text, expected) => {
    expect(new Wishes(memory(text), "room").bandwidth).toEqual(expected);
  });

  test.each(["{", "[]", "null", '{"begin":{"room":{"microphone":"yes"}}}', '{"begin":7}'])(
    "%s in the storage is no wish",
    (text) => {
      const wishes = new Wishes(memory(text), "room");
      expect(wishes.begin().microphone).toBeUndefined();
      expect(wishes.suppresses(undefined)).toBe(false);
    },
  );

  test("a storage that refuses does not stop the wish", () => {
    const refusing = {
      getItem: () => {
        throw new Error("no");
      },
      setItem: () => {
        throw new Error("no");
      },
    };
    const wishes = new Wishes(refusing, "room");
    wishes.setBegin("camera", false);
    expect(wishes.begin()).toEqual({ camera: false });
  });
});
