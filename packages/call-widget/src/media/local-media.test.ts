import { expect, test } from "vitest";
import { ChosenDevices } from "./devices.ts";
import { LocalMedia } from "./local-media.ts";

test("a microphone that two things bar is free when neither does any more, and is not switched on by that", async () => {
  const local = new LocalMedia(
    {
      library: () => Promise.reject(new Error("not needed")),
      session: () => undefined,
      chosen: new ChosenDevices(undefined),
      onChange: () => undefined,
      onProblem: () => undefined,
      onWorking: () => undefined,
      onOpened: () => undefined,
    },
    { microphone: true, camera: false },
  );
  local.bar("microphone", true, "aside");
  expect(local.isOn("microphone")).toBe(false);
  local.bar("microphone", true);
  // A right that comes back must not open what is kept off for another reason.
  local.bar("microphone", false);
  await local.set("microphone", true);
  expect(local.isOn("microphone")).toBe(false);
  local.bar("microphone", false, "aside");
  expect(local.isOn("microphone")).toBe(false);
  await local.set("microphone", true);
  expect(local.isOn("microphone")).toBe(true);
});
