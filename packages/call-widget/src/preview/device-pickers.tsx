import { Select } from "@plenum/ui";
import type { ReactNode } from "react";
import { BackgroundSettings } from "../background/background-settings.tsx";
import { BandwidthSettings } from "../bandwidth/bandwidth-settings.tsx";
import { SoundSettings } from "../capture/sound-settings.tsx";
import type { Call, CallDevice, DeviceKind } from "../contract/index.ts";
import { LineTestButton } from "../line-test/line-test-button.tsx";
import { canChooseSpeaker } from "../media/remote-audio.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";
import { SpeakerTest } from "./speaker-test.tsx";

/** Which microphone, camera and speaker to use, whether they work, and what happens to one's voice. */
export function DevicePickers({ call }: { call: Call }): ReactNode {
  const devices = useCallPart(call, (snapshot) => snapshot.devices);
  const shared = { call, chosen: devices.chosen };
  return (
    <div className="call-pickers">
      <Picker {...shared} kind="microphone" list={devices.microphones} />
      <Picker {...shared} kind="camera" list={devices.cameras} />
      <BackgroundSettings call={call} />
      {canChooseSpeaker() ? <Picker {...shared} kind="speaker" list={devices.speakers} /> : null}
      <div className="call-pickers__tests">
        <SpeakerTest call={call} />
        <LineTestButton call={call} />
      </div>
      <SoundSettings call={call} />
      <BandwidthSettings call={call} />
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
