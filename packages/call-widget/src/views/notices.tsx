import { Banner, Button, IconButton } from "@plenum/ui";
import { LoaderCircle, X } from "lucide-react";
import type { ReactNode } from "react";
import { MicrophoneHints } from "../capture/microphone-hints.tsx";
import type { Call, CallSnapshot } from "../contract/index.ts";
import { useTexts } from "./use-call.ts";

/** What does not work right now, in words, with what can be done about it. */
export function Notices({ call, snapshot }: { call: Call; snapshot: CallSnapshot }): ReactNode {
  const t = useTexts();
  const { phase, problems } = snapshot;
  return (
    <div className="call-notices">
      {phase.kind === "reconnecting" ? (
        <Banner icon={<LoaderCircle aria-hidden="true" className="call-turning" />}>
          {t("reconnecting")}
        </Banner>
      ) : null}
      <MicrophoneHints call={call} />
      {problems.map((problem) =>
        problem === "media-blocked" ? (
          <Banner
            key={problem}
            tone="warning"
            actions={
              <Button size="small" variant="primary" onClick={() => void call.unblock()}>
                {t("sound.start")}
              </Button>
            }
          >
            {t("sound.blocked")}
          </Banner>
        ) : (
          <Banner
            key={problem}
            tone="warning"
            actions={
              <IconButton
                size="small"
                label={t("dismiss")}
                icon={<X aria-hidden="true" />}
                onClick={() => call.dismiss(problem)}
              />
            }
          >
            {t(`problems.${problem}`)}
          </Banner>
        ),
      )}
    </div>
  );
}
