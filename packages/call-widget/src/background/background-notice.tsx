import { Banner, Button } from "@plenum/ui";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";

/** One's background cannot be hidden any more. Only the person decides to show it. */
export function BackgroundNotice({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { state } = useCallPart(call, ({ background }) => background);
  if (state !== "slow" && state !== "failed") return null;
  return (
    <Banner
      tone="warning"
      actions={
        <>
          <Button size="small" onClick={() => void call.retryBackground()}>
            {t("background.retry")}
          </Button>
          <Button size="small" onClick={() => call.setBackground("none")}>
            {t("background.show")}
          </Button>
        </>
      }
    >
      {t(`background.${state}`)}
    </Banner>
  );
}
