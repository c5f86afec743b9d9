import { InlineMessage, Switch } from "@plenum/ui";
import type { ReactNode } from "react";
import type { Call } from "../contract/index.ts";
import { useCallPart, useTexts } from "../views/use-call.ts";

/** Whether there is likely a key to hold: telephones and tablets have none. */
function hasKeys(): boolean {
  return matchMedia("(any-hover: hover)").matches;
}

/** Noise suppression and holding a key to talk. */
export function SoundSettings({ call }: { call: Call }): ReactNode {
  const t = useTexts();
  const { suppression, pushToTalk } = useCallPart(call, ({ capture }) => capture);
  return (
    <div className="call-sound">
      <Switch
        label={t("capture.suppression")}
        description={t(
          suppression === "loading" ? "capture.suppressionLoading" : "capture.suppressionHint",
        )}
        checked={suppression === "on" || suppression === "loading"}
        onChange={(on) => call.setSuppression(on)}
      />
      {suppression === "unavailable" ? (
        <InlineMessage tone="warning">{t("capture.suppressionUnavailable")}</InlineMessage>
      ) : null}
      {hasKeys() ? (
        <Switch
          label={t("capture.pushToTalk")}
          description={t("capture.pushToTalkHint")}
          checked={pushToTalk}
          onChange={(on) => call.setPushToTalk(on)}
        />
      ) : null}
    </div>
  );
}
