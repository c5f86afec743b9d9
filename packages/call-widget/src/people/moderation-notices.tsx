import { Banner, Button, InlineMessage } from "@plenum/ui";
import { Mic } from "lucide-react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { Dismiss } from "../views/dismiss.tsx";
import { type Describe, useCallPart, useTexts } from "../views/use-call.ts";

/** A moderator asks one to switch something on: one button does it, and nothing does it by itself. */
export function AskedNotice({
  call,
  describe,
}: {
  call: Call;
  describe?: Describe | undefined;
}): ReactNode {
  const t = useTexts();
  const asked = useCallPart(call, ({ moderation }) => moderation.asked);
  const who = useCallPart(call, ({ participants }) =>
    participants.find(({ userId }) => userId !== undefined && userId === asked?.by),
  );
  if (asked === undefined) return null;
  const name = who && (describe?.(who).name ?? who.displayName);
  const camera = asked.kinds.includes("video") && !asked.kinds.includes("audio");
  return (
    <Banner
      icon={<Mic aria-hidden="true" />}
      actions={
        <>
          <Button
            size="small"
            variant="primary"
            onClick={() => {
              call.dismissAsked();
              void (camera ? call.setCamera(true) : call.setMicrophone(true));
            }}
          >
            {t(camera ? "people.askedCameraOn" : "people.askedOn")}
          </Button>
          <Dismiss onDismiss={() => call.dismissAsked()} />
        </>
      }
    >
      {t(camera ? "people.askedCamera" : "people.asked", { name: name || t("people.moderator") })}
    </Banner>
  );
}

/** What went wrong with an act of moderation. */
export function ModerationProblem({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const problem = useCallPart(call, ({ moderation }) => moderation.problem);
  return problem === undefined ? null : (
    <InlineMessage tone="danger">{t(`people.problem.${problem}`)}</InlineMessage>
  );
}
