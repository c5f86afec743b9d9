import { CALL_NAMESPACE, callTexts, CallView } from "@plenum/call-widget";
import "@plenum/call-widget/styles.css";
import { classes, IconButton } from "@plenum/ui";
import { PanelRightClose, PanelRightOpen } from "lucide-react";
import { useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { CurrentCall } from "./call-store.ts";
import { useDescribe } from "./use-describe.ts";
import "./call.css";

/**
 * The running call: beside the chat in its own room, a small movable picture everywhere else.
 * It is the same element in both places, so that pictures and sound go on.
 */
export default function CallDock({
  current,
  here,
}: {
  current: CurrentCall;
  here: boolean;
}): ReactNode {
  const { t, language, instance } = useI18n();
  const { call: calls, session } = useWorkspace();
  const [, navigate] = useLocation();
  const summary = useObservable(session.rooms).get(current.roomId);
  const describe = useDescribe(current.roomId);
  const phase = useSyncExternalStore(
    (listener) => current.call.subscribe(listener),
    () => current.call.get().phase.kind,
  );
  // The call brings its own texts; they join the client's when they are first needed.
  if (!instance.hasResourceBundle(language, CALL_NAMESPACE)) {
    instance.addResourceBundle(language, CALL_NAMESPACE, callTexts[language]);
  }
  const running = phase === "joined" || phase === "reconnecting" || phase === "joining";
  return (
    <div className={classes("pl-call", here ? "pl-call--here" : "pl-call--elsewhere")}>
      {here && running ? (
        <IconButton
          className="pl-call__chat"
          label={current.chatShown ? t("call.hideChat") : t("call.showChat")}
          icon={
            current.chatShown ? (
              <PanelRightClose aria-hidden="true" />
            ) : (
              <PanelRightOpen aria-hidden="true" />
            )
          }
          onClick={() => calls.showChat(!current.chatShown)}
        />
      ) : null}
      <I18nextProvider i18n={instance}>
        <CallView
          call={current.call}
          title={summary?.name ?? t("call.title")}
          layout={here ? "full" : "picture"}
          describe={describe}
          onClose={() => void calls.close()}
          onExpand={() => navigate(roomPath(current.roomId))}
        />
      </I18nextProvider>
    </div>
  );
}
