import { Banner, Button } from "@plenum/ui";
import { LoaderCircle, MicOff } from "lucide-react";
import type { ReactNode } from "react";
import { BackgroundNotice } from "../background/background-notice.tsx";
import { MicrophoneHints } from "../capture/microphone-hints.tsx";
import { AskedNotice } from "../people/moderation-notices.tsx";
import { EncryptionNotice } from "../encryption/encryption-notice.tsx";
import type { Call, CallSnapshot } from "../contract/index.ts";
import { Dismiss } from "./dismiss.tsx";
import { type Describe, useTexts } from "./use-call.ts";

/** What does not work right now, in words, with what can be done about it. */
export function Notices({
  call,
  snapshot,
  describe,
  children,
}: {
  call: Call;
  snapshot: CallSnapshot;
  describe?: Describe | undefined;
  /** What there is to say only in a running call. */
  children?: ReactNode;
}): ReactNode {
  const t = useTexts();
  const { phase, problems, moderation, participants, floor } = snapshot;
  const mutedBy = participants.find(({ id }) => id === moderation.mutedBy);
  return (
    <div className="call-notices">
      {phase.kind === "reconnecting" ? (
        <Banner icon={<LoaderCircle aria-hidden="true" className="call-turning" />}>
          {t(`reconnecting.${phase.trouble}`)}
        </Banner>
      ) : null}
      <EncryptionNotice call={call} describe={describe} />
      {floor.rights.audio && floor.notice !== "may-speak" ? <MicrophoneHints call={call} /> : null}
      <BackgroundNotice call={call} />
      {children}
      <AskedNotice call={call} describe={describe} />
      {mutedBy ? (
        <Banner
          icon={<MicOff aria-hidden="true" />}
          actions={<Dismiss onDismiss={() => call.dismissMuted()} />}
        >
          {t("people.mutedBy", { name: describe?.(mutedBy).name ?? mutedBy.displayName })}
        </Banner>
      ) : null}
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
            actions={<Dismiss onDismiss={() => call.dismiss(problem)} />}
          >
            {t(`problems.${problem}`)}
          </Banner>
        ),
      )}
    </div>
  );
}
