import { Banner, Button } from "@plenum/ui";
import { Mic, MicOff, Video as VideoIcon, VideoOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Call, CallSnapshot } from "../contract/index.ts";
import { DevicePickers } from "./device-pickers.tsx";
import { LevelBar } from "./level-bar.tsx";
import { Notices } from "../views/notices.tsx";
import { useTexts } from "../views/use-call.ts";
import { Video } from "../views/video.tsx";

const OWN = { id: "local", isLocal: true } as const;

/** Before joining: how the others will see and hear one, and the one button that matters. */
export function Preview({
  call,
  snapshot,
  title,
  onClose,
}: {
  call: Call;
  snapshot: CallSnapshot;
  title: string;
  onClose: (() => void) | undefined;
}): ReactNode {
  const t = useTexts();
  const { phase, microphoneOn, cameraOn } = snapshot;
  const joining = phase.kind === "joining";
  return (
    <div className="call-preview">
      <header className="call-preview__head">
        <p className="call-preview__hint">{t("preview.title")}</p>
        <h2 className="call-preview__title">{title}</h2>
      </header>
      {phase.kind === "failed" ? (
        <Banner tone="danger" urgent>
          {t(`problems.${phase.problem}`)}
        </Banner>
      ) : null}
      <Notices call={call} snapshot={snapshot} />
      <div className="call-preview__body">
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
        <div className="call-preview__side">
          <LevelBar call={call} on={microphoneOn} />
          <div className="call-preview__actions">
            <Button
              variant="primary"
              wide
              busy={joining}
              data-call-action="join"
              onClick={() => void call.join()}
            >
              {joining
                ? t("preview.joining")
                : phase.kind === "failed"
                  ? t("preview.retry")
                  : t("preview.join")}
            </Button>
            {onClose ? (
              <Button variant="quiet" wide onClick={onClose}>
                {t("close")}
              </Button>
            ) : null}
          </div>
          <DevicePickers call={call} />
        </div>
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
