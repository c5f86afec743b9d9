import { EmptyState, Spinner } from "@plenum/ui";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { createCall } from "../call/create-call.ts";
import type { Call } from "../contract/index.ts";
import { CallView } from "../views/call-view.tsx";
import { PAGE_NAMESPACE } from "./texts.ts";
import type { PageParameters } from "./page-parameters.ts";

/** The page around the call: who gives the token, and what to say if nobody does. */
export function Page({ parameters }: { parameters: PageParameters | undefined }): ReactNode {
  const { t } = useTranslation(PAGE_NAMESPACE);
  const { t: callText } = useTranslation();
  const [call, setCall] = useState<Call | "connecting" | "unanswered">("connecting");
  const widget = parameters?.widget;

  useEffect(() => {
    if (!parameters || !widget) return undefined;
    const undo: (() => void)[] = [];
    let over = false;
    const connect = async (): Promise<void> => {
      try {
        const { connectWidget } = await import("./widget-host.ts");
        const { host, stop } = await connectWidget(parameters, widget);
        const made = createCall(host);
        undo.push(
          () => made.dispose(),
          () => stop(),
        );
        if (over) for (const step of undo) step();
        else setCall(made);
      } catch {
        if (!over) setCall("unanswered");
      }
    };
    void connect();
    return () => {
      over = true;
      for (const step of undo) step();
    };
  }, [parameters, widget]);

  if (!parameters || !widget) {
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
