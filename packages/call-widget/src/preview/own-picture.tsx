import { Mic, MicOff, Video as VideoIcon, VideoOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Call, CallSnapshot } from "../contract/index.ts";
import { useTexts } from "../views/use-call.ts";
import { Video } from "../views/video.tsx";

const OWN = { id: "local", isLocal: true } as const;

/** How the others will see one, and whether microphone and camera will be on. */
export function OwnPicture({
  call,
  snapshot,
}: {
  call: Call;
  snapshot: Pick<CallSnapshot, "microphoneOn" | "cameraOn">;
}): ReactNode {
  const t = useTexts();
  const { microphoneOn, cameraOn } = snapshot;
  return (
    <div className="call-preview__picture">
      {cameraOn ? (
        <Video call={call} participant={OWN} what="camera" label={t("tiles.you")} />
      ) : (
        <p>{t("preview.cameraOff")}</p>
      )}
      <div className="call-preview__switches">
        <Toggle
          on={microphoneOn}
          label={microphoneOn ? t("preview.microphoneOn") : t("preview.microphoneOff")}
          icon={microphoneOn ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
          onClick={() => {
            call.rememberBegin("microphone", !microphoneOn);
            void call.setMicrophone(!microphoneOn);
          }}
        />
        <Toggle
          on={cameraOn}
          label={cameraOn ? t("preview.cameraOn") : t("preview.cameraIsOff")}
          icon={cameraOn ? <VideoIcon aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
          onClick={() => {
            call.rememberBegin("camera", !cameraOn);
            void call.setCamera(!cameraOn);
          }}
        />
      </div>
    </div>
  );
}

function Toggle({
  on,
  label,
  icon,
  onClick,
}: {
  on: boolean;
  label: string;
  icon: ReactNode;
  onClick: () => void;
}): ReactNode {
  return (
    <button type="button" className="call-switch" role="switch" aria-checked={on} onClick={onClick}>
      {icon}
      <span>{label}</span>
    </button>
  );
}
