import { EmptyState, Spinner } from "@plenum/ui";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { createCall } from "../call/create-call.ts";
import type { Call } from "../contract/index.ts";
import { CALL_NAMESPACE } from "../i18n/texts-namespace.ts";
import { CallView } from "../views/call-view.tsx";
import { useTranslation } from "./page-texts.tsx";
import { PAGE_NAMESPACE } from "./texts.ts";
import type { WidgetHost } from "./widget-host.ts";

/**
 * The page around the call: what to say until there is one, or if nobody gives a token.
 * @param widget the client around the page; undefined for a page that nobody embeds
 */
export function Page({ widget }: { widget: Promise<WidgetHost> | undefined }): ReactNode {
  const { t } = useTranslation(PAGE_NAMESPACE);
  const { t: callText } = useTranslation(CALL_NAMESPACE);
  const [call, setCall] = useState<Call | "connecting" | "unanswered">("connecting");

  useEffect(() => {
    if (!widget) return undefined;
    let made: Call | undefined;
    let over = false;
    let deaf: (() => void) | undefined;
    const begin = async (): Promise<void> => {
      try {
        const { host, onHangUp } = await widget;
        if (over) return;
        const ours = createCall(host);
        made = ours;
        deaf = onHangUp(() => void ours.leave());
        setCall(ours);
      } catch {
        if (!over) setCall("unanswered");
      }
    };
    void begin();
    return () => {
      over = true;
      deaf?.();
      made?.dispose();
    };
  }, [widget]);

  if (!widget) {
    return (
      <EmptyState headingLevel={1} title={t("unlinked.title")}>
        {t("unlinked.text")}
      </EmptyState>
    );
  }
  if (call === "unanswered") {
    return (
      <EmptyState headingLevel={1} title={t("unanswered.title")}>
        {t("unanswered.text")}
      </EmptyState>
    );
  }
  if (call === "connecting") {
    return <EmptyState icon={<Spinner size="large" />} title={t("connecting")} headingLevel={1} />;
  }
  return <CallView call={call} title={callText("call")} />;
}
