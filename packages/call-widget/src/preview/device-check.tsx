import { useEffect } from "react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { Notices } from "../views/notices.tsx";
import { useCall } from "../views/use-call.ts";
import { DevicePickers } from "./device-pickers.tsx";
import { LevelBar } from "./level-bar.tsx";
import { OwnPicture } from "./own-picture.tsx";

/**
 * Camera, microphone and loudspeaker before one may join: nothing leaves this device. What is chosen
 * is remembered like in the preview of a call, so that the call begins with it.
 */
export function DeviceCheck({ call }: { call: Call }): ReactNode {
  const snapshot = useCall(call);
  useEffect(() => {
    void call.prepare();
  }, [call]);
  return (
    <div className="call-check">
      <Notices call={call} snapshot={snapshot} />
      <div className="call-preview__body">
        <OwnPicture call={call} snapshot={snapshot} />
        <div className="call-preview__side">
          <LevelBar call={call} on={snapshot.microphoneOn} />
          <DevicePickers call={call} lineTest={false} />
        </div>
      </div>
    </div>
  );
}
