import { Select } from "@plenum/ui";
import type { ReactNode } from "react";
import type { Call, CallDevice, CallSnapshot, DeviceKind } from "../contract.ts";
import { canChooseSpeaker } from "../media/remote-audio.ts";
import { useTexts } from "./use-call.ts";

/** Which microphone, camera and speaker to use. */
export function DevicePickers({
  call,
  snapshot,
}: {
  call: Call;
  snapshot: CallSnapshot;
}): ReactNode {
  const { devices } = snapshot;
  return (
    <div className="call-pickers">
      <Picker call={call} snapshot={snapshot} kind="microphone" list={devices.microphones} />
      <Picker call={call} snapshot={snapshot} kind="camera" list={devices.cameras} />
      {canChooseSpeaker() ? (
        <Picker call={call} snapshot={snapshot} kind="speaker" list={devices.speakers} />
      ) : null}
    </div>
  );
}

function Picker({
  call,
  snapshot,
  kind,
  list,
}: {
  call: Call;
  snapshot: CallSnapshot;
  kind: DeviceKind;
  list: readonly CallDevice[];
}): ReactNode {
  const t = useTexts();
  const chosen = list.some(({ id }) => id === snapshot.chosen[kind]) ? snapshot.chosen[kind] : "";
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
