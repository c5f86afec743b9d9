import { Select } from "@plenum/ui";
import { lazy, Suspense } from "react";
import type { ReactNode } from "react";
import type { Call, CallDevice, DeviceKind } from "../contract/index.ts";
import { LineTestButton } from "../line-test/line-test-button.tsx";
import { canChooseSpeaker } from "../media/remote-audio.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";
import { SpeakerTest } from "./speaker-test.tsx";

/** What most people leave as it is comes behind what they look for; without it the call works. */
const MoreSettings = lazy(() =>
  import("./more-settings.tsx").catch(() => ({ default: () => null })),
);

/** Which microphone, camera and speaker to use, whether they work, and what happens to one's voice. */
export function DevicePickers({
  call,
  lineTest = true,
}: {
  call: Call;
  /** Whether the line can be tested too: that needs a place in a call. */
  lineTest?: boolean;
}): ReactNode {
  const devices = useCallPart(call, (snapshot) => snapshot.devices);
  const shared = { call, chosen: devices.chosen };
  return (
    <div className="call-pickers">
      <Picker {...shared} kind="microphone" list={devices.microphones} />
      <Picker {...shared} kind="camera" list={devices.cameras} />
      {canChooseSpeaker() ? <Picker {...shared} kind="speaker" list={devices.speakers} /> : null}
      <div className="call-pickers__tests">
        <SpeakerTest call={call} />
        {lineTest ? <LineTestButton call={call} /> : null}
      </div>
      <Suspense>
        <MoreSettings call={call} />
      </Suspense>
    </div>
  );
}

function Picker({
  call,
  chosen: all,
  kind,
  list,
}: {
  call: Call;
  chosen: Readonly<Partial<Record<DeviceKind, string>>>;
  kind: DeviceKind;
  list: readonly CallDevice[];
}): ReactNode {
  const t = useTexts();
  const chosen = list.some(({ id }) => id === all[kind]) ? all[kind] : "";
  return (
    <Select
      label={t(`devices.${kind}`)}
      value={chosen}
      disabled={list.length === 0}
      onChange={(event) => {
        const id = event.currentTarget.value;
        if (id !== "") void call.chooseDevice(kind, id);
      }}
    >
      <option value="">{list.length === 0 ? t("devices.none") : t("devices.automatic")}</option>
      {list.map(({ id, label }, index) => (
        <option key={id} value={id}>
          {label || t("devices.unnamed", { kind: t(`devices.${kind}`), number: index + 1 })}
        </option>
      ))}
    </Select>
  );
}
