import { Banner, Button } from "@plenum/ui";
import { Mic, MicOff } from "lucide-react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { Dismiss } from "../views/dismiss.tsx";
import { useCallPart, useTexts } from "../views/use-call.ts";

/** What moderators did to what one may send, with what one can do now. */
export function FloorNotices({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { notice } = useCallPart(call, ({ floor }) => floor);
  const { own, may } = useCallPart(call, ({ hands }) => hands);
  if (notice === undefined) return null;
  const speak = notice === "may-speak";
  return (
    <Banner
      tone={speak ? "success" : "info"}
      icon={speak ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
      actions={
        <>
          {speak ? (
            <Button size="small" variant="primary" onClick={() => void call.setMicrophone(true)}>
              {t("floor.unmute")}
            </Button>
          ) : notice === "may-not-speak" && may && !own ? (
            <Button size="small" onClick={() => call.raiseHand(true)}>
              {t("hands.raise")}
            </Button>
          ) : null}
          <Dismiss onDismiss={() => call.dismissFloor()} />
        </>
      }
    >
      {t(`floor.notice.${notice}`)}
    </Banner>
  );
}
