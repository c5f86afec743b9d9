import { Banner, Button } from "@plenum/ui";
import type { ReactNode } from "react";
import type { Call, CallSnapshot } from "../contract/index.ts";
import { DevicePickers } from "./device-pickers.tsx";
import { LevelBar } from "./level-bar.tsx";
import { OwnPicture } from "./own-picture.tsx";
import { Notices } from "../views/notices.tsx";
import { useTexts } from "../views/use-call.ts";

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
  const { phase, microphoneOn } = snapshot;
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
        <OwnPicture call={call} snapshot={snapshot} />
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
