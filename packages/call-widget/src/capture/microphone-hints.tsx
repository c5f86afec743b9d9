import { Banner, Button, IconButton } from "@plenum/ui";
import { MicOff, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";

/** What the microphone has to say: one is muted and speaks, or it is on and gives no sound. */
export function MicrophoneHints({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { hint, pushToTalk } = useCallPart(call, ({ capture }) => capture);
  if (hint === undefined) return null;
  const speaks = hint === "muted-speaking";
  return (
    <Banner
      tone={speaks ? "info" : "warning"}
      icon={<MicOff aria-hidden="true" />}
      actions={
        <>
          {speaks ? (
            <Button size="small" variant="primary" onClick={() => void call.setMicrophone(true)}>
              {t("capture.hints.unmute")}
            </Button>
          ) : null}
          <IconButton
            size="small"
            label={t("capture.hints.dismiss")}
            icon={<X aria-hidden="true" />}
            onClick={() => call.dismissHint()}
          />
        </>
      }
    >
      {t(`capture.hints.${speaks && pushToTalk ? "hold" : hint}`)}
    </Banner>
  );
}
