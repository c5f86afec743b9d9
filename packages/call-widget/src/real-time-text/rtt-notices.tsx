import { Banner, Button } from "@plenum/ui";
import { Captions } from "lucide-react";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { Dismiss } from "../views/dismiss.tsx";
import { useCallPart, useTexts } from "../views/use-call.ts";

/** Somebody writes and it is not shown here, or a line did not reach the chat. */
export function RttNotices({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { offer, lost } = useCallPart(call, ({ rtt }) => rtt);
  if (offer === undefined && lost === undefined) return null;
  return (
    <Banner
      tone={lost === undefined ? "info" : "warning"}
      icon={<Captions aria-hidden="true" />}
      actions={
        <>
          {lost === undefined ? (
            <Button size="small" onClick={() => call.openRtt(true)}>
              {t("rtt.read")}
            </Button>
          ) : null}
          <Dismiss onDismiss={() => call.dismissRtt()} />
        </>
      }
    >
      {lost === undefined ? t("rtt.offer", { name: offer }) : t("rtt.lost", { text: lost })}
    </Banner>
  );
}
