import {
  CALL_NAMESPACE,
  CallView,
  floatingKind,
  FloatingView,
  floatLargestVideo,
  openFloatingWindow,
} from "@plenum/call-widget";
import "@plenum/call-widget/styles.css";
import { Button, classes, IconButton, useToast } from "@plenum/ui";
import { PanelRightClose, PanelRightOpen, PictureInPicture2 } from "lucide-react";
import { lazy, Suspense, use, useCallback, useRef, useState, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { useLocation } from "wouter";
import { useObservable } from "../app/observable.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { ReportDialogLater } from "../reports/report-dialog-later.ts";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { addCallTexts } from "./call-texts.ts";
import type { CurrentCall } from "./call-store.ts";
import { HandOver } from "./HandOver.tsx";
import { useDescribe } from "./use-describe.ts";
import { useMovedAway } from "./use-hand-over.ts";
import "./call.css";

const CallPolls = lazy(() => import("./polls/CallPolls.tsx"));

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
  if (!instance.hasResourceBundle(language, CALL_NAMESPACE)) use(addCallTexts(instance, language));
  const toast = useToast();
  const root = useRef<HTMLDivElement>(null);
  const [floating, setFloating] = useState<Window>();
  const unfloat = useCallback(() => setFloating(undefined), []);
  useMovedAway(current);
  const running = phase === "joined" || phase === "reconnecting" || phase === "joining";
  const view = {
    call: current.call,
    title: summary?.name ?? t("call.title"),
    describe,
    onClose: () => void calls.close(),
    onExpand: () => {
      unfloat();
      navigate(roomPath(current.roomId));
      window.focus();
    },
  };
  return (
    <div ref={root} className={classes("pl-call", here ? "pl-call--here" : "pl-call--elsewhere")}>
      {/* The chat, which has the heading otherwise, is put away. */}
      {here && !current.chatShown ? <h1 className="ui-visually-hidden">{view.title}</h1> : null}
      {here && running ? (
        <div className="pl-call__tools">
          <Suspense>
            <CallPolls roomId={current.roomId} shown={!current.chatShown} />
          </Suspense>
          {floatingKind() === "none" || floating !== undefined ? null : (
            <IconButton
              label={t("float.open")}
              icon={<PictureInPicture2 aria-hidden="true" />}
              onClick={() => void float()}
            />
          )}
          <IconButton
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
        </div>
      ) : null}
      {here && phase === "preview" ? <HandOver current={current} /> : null}
      {here && phase === "preview" && summary?.keepsAttendance === true ? (
        <p className="pl-call__attendance">{t("attendanceNotice")}</p>
      ) : null}
      <I18nextProvider i18n={instance}>
        {floating !== undefined && running ? (
          <FloatingView target={floating} onClosed={unfloat}>
            <CallView {...view} layout="picture" />
          </FloatingView>
        ) : (
          <CallView {...view} layout={here ? "full" : "picture"} />
        )}
      </I18nextProvider>
      {current.reporting === undefined ? null : (
        <Suspense>
          <ReportDialogLater
            roomId={current.roomId}
            userId={current.reporting}
            name={nameOf(current.reporting)}
            onClose={() => calls.setReporting(undefined)}
          />
        </Suspense>
      )}
      {here && running && floating !== undefined ? (
        <div className="pl-call__away">
          <p>{t("float.away")}</p>
          <Button onClick={unfloat}>{t("float.close")}</Button>
        </div>
      ) : null}
    </div>
  );

  function nameOf(userId: string): string {
    const person = current.call.get().participants.find((one) => one.userId === userId);
    return person === undefined ? userId : (describe(person).name ?? person.displayName);
  }

  async function float(): Promise<void> {
    try {
      if (floatingKind() === "window") setFloating(await openFloatingWindow());
      else if (root.current === null || !(await floatLargestVideo(root.current))) {
        toast({ text: t("float.failed") });
      }
    } catch {
      toast({ text: t("float.failed") });
    }
  }
}
