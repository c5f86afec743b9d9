import { VisuallyHidden, useToast } from "@plenum/ui";
import { useCallback, useEffect, useEffectEvent, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useApp } from "../../app/AppContext.tsx";
import { useI18n } from "../../i18n/I18n.tsx";
import { roomPath } from "../../routes.ts";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { AskingCard } from "./AskingCard.tsx";
import { RingCard } from "./RingCard.tsx";
import { followRingChoices, showRingNotice } from "./ring-notice.ts";
import type { ShownRing } from "./ring-plan.ts";
import { startRinging } from "./ring-sound.ts";
import { useCalls, useNotificationSettings, useRingPlan } from "./use-rings.ts";
import { usePrefetchedCall, useRingTitle } from "./use-ring-signals.ts";
import "./ring.css";

const NOTHING: ReadonlySet<string> = new Set();

/** Calls that ring, and the own one that rings elsewhere: to be seen, to be heard, to be answered. */
export default function RingLayer(): ReactNode {
  const { t } = useI18n();
  const { config } = useApp();
  const { session, call } = useWorkspace();
  const toast = useToast();
  const [, navigate] = useLocation();
  const calls = useCalls();
  const [aside, setAside] = useState(NOTHING);
  const plan = useRingPlan(calls, aside);
  const [first] = plan.shown;
  const loud = plan.shown.find(({ manner }) => manner === "rings");

  const putAside = useCallback((id: string) => setAside((before) => new Set(before).add(id)), []);

  const answer = ({ ring }: ShownRing, camera: boolean): void => {
    putAside(ring.id);
    navigate(roomPath(ring.roomId));
    void call.open(ring.roomId, { answer: { camera } });
  };
  const decline = async ({ ring }: ShownRing, text?: string): Promise<void> => {
    putAside(ring.id);
    try {
      if (text !== undefined) {
        // As a message like any other: it stays, and every client shows it.
        const room = session.openRoom(ring.roomId);
        room.sendText(text);
        room.close();
      }
      await calls?.decline(ring.id, text === undefined ? {} : { text });
    } catch {
      toast({ text: t("ring.failed", { name: ring.callerName }) });
    }
  };

  const busy = plan.busy.join(" ");
  useEffect(() => {
    const ids = busy.split(" ").filter((id) => id !== "");
    for (const id of ids) calls?.decline(id, { busy: true }).catch(() => undefined);
  }, [calls, busy]);
  useEffect(() => (plan.sound ? startRinging() : undefined), [plan.sound]);
  useRingTitle(loud === undefined ? undefined : t("ring.calls", { name: loud.ring.callerName }));
  usePrefetchedCall(loud !== undefined, config.call.libraryUrl);
  useRingNotice(loud, answer);

  const choose = useEffectEvent((id: string, action: "answer" | "decline" | "open") => {
    const one = plan.shown.find(({ ring }) => ring.id === id);
    if (one === undefined) return;
    if (action === "answer") answer(one, true);
    else if (action === "decline") void decline(one);
  });
  useEffect(() => followRingChoices(({ id, action }) => choose(id, action)), []);

  return (
    <>
      <VisuallyHidden>
        <span aria-live="assertive">{first === undefined ? "" : sentenceOf(first, t)}</span>
      </VisuallyHidden>
      {plan.shown.length === 0 && plan.asking === undefined ? null : (
        <div className="pl-rings">
          {plan.asking === undefined || calls === undefined ? null : (
            <AskingCard
              ring={plan.asking}
              name={session.rooms.get().get(plan.asking.roomId)?.name ?? ""}
              onAgain={() => void calls.ring(plan.asking?.roomId ?? "").catch(() => undefined)}
              onHangUp={() => void call.close()}
              onClose={() => putAside(plan.asking?.id ?? "")}
            />
          )}
          {plan.shown.map((one) => (
            <RingCard
              key={one.ring.id}
              shown={one}
              title={sentenceOf(one, t)}
              onAnswer={(camera) => answer(one, camera)}
              onJoin={() => {
                putAside(one.ring.id);
                navigate(roomPath(one.ring.roomId));
                void call.open(one.ring.roomId);
              }}
              onDecline={(text) => void decline(one, text)}
              onAside={() => putAside(one.ring.id)}
            />
          ))}
          {plan.more === 0 ? null : (
            <p className="pl-rings__more">{t("ring.more", { count: plan.more })}</p>
          )}
        </div>
      )}
    </>
  );
}

function sentenceOf({ ring, manner }: ShownRing, t: ReturnType<typeof useI18n>["t"]): string {
  const name = ring.callerName;
  return manner === "tells" ? t("ring.begun", { name }) : t("ring.calls", { name });
}

/** A notice by the system while nobody looks at the window. */
function useRingNotice(
  loud: ShownRing | undefined,
  answer: (shown: ShownRing, camera: boolean) => void,
): void {
  const { t } = useI18n();
  const { preview } = useNotificationSettings();
  const [hidden, setHidden] = useState(isHidden);
  useEffect(() => {
    const look = (): void => setHidden(isHidden());
    document.addEventListener("visibilitychange", look);
    window.addEventListener("blur", look);
    window.addEventListener("focus", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("blur", look);
      window.removeEventListener("focus", look);
    };
  }, []);
  const chosen = useEffectEvent(() => {
    if (loud !== undefined) answer(loud, true);
  });
  const id = hidden ? loud?.ring.id : undefined;
  const title =
    preview && loud ? t("ring.calls", { name: loud.ring.callerName }) : t("ring.unknown");
  const path = loud === undefined ? "/" : roomPath(loud.ring.roomId);
  useEffect(() => {
    if (id === undefined) return undefined;
    return showRingNotice(
      { id, title, body: "", path, answer: t("ring.answer"), decline: t("ring.decline") },
      () => chosen(),
    );
  }, [id, title, path, t]);
}

function isHidden(): boolean {
  return document.visibilityState === "hidden" || !document.hasFocus();
}
