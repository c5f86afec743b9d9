import { Button, InlineMessage } from "@plenum/ui";
import { Volume2 } from "lucide-react";
import { useState } from "react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";
import { playChord } from "./chord.ts";

type Step = "idle" | "playing" | "asking" | "heard" | "unheard" | "failed";

/** Plays a sound on the chosen loudspeaker and asks whether it was heard. */
export function SpeakerTest({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const [step, setStep] = useState<Step>("idle");
  const speaker = useCallPart(call, ({ devices }) => devices.chosen.speaker);
  const play = async (): Promise<void> => {
    setStep("playing");
    try {
      await playChord(speaker);
      setStep("asking");
    } catch {
      setStep("failed");
    }
  };
  return (
    <div className="call-speaker-test">
      <Button
        size="small"
        icon={<Volume2 aria-hidden="true" />}
        busy={step === "playing"}
        onClick={() => void play()}
      >
        {t(step === "playing" ? "speaker.playing" : "speaker.play")}
      </Button>
      <div className="call-speaker-test__answer" aria-live="polite">
        {step === "asking" ? (
          <fieldset className="call-speaker-test__question">
            <legend>{t("speaker.question")}</legend>
            <Button size="small" variant="primary" onClick={() => setStep("heard")}>
              {t("speaker.yes")}
            </Button>
            <Button size="small" onClick={() => setStep("unheard")}>
              {t("speaker.no")}
            </Button>
          </fieldset>
        ) : null}
        {step === "heard" ? <p className="call-preview__hint">{t("speaker.heard")}</p> : null}
        {step === "unheard" || step === "failed" ? (
          <InlineMessage tone="warning">{t(`speaker.${step}`)}</InlineMessage>
        ) : null}
      </div>
    </div>
  );
}
