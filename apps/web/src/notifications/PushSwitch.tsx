import type { PublicPush } from "@plenum/model";
import { InlineMessage, Switch } from "@plenum/ui";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { hasPush, PushError, switchPushOff, switchPushOn, type PushProblem } from "./push.ts";

/** Notifications while the client is closed, for this browser. */
export function PushSwitch({ push }: { push: PublicPush }): ReactNode {
  const { t, language } = useI18n();
  const { session } = useWorkspace();
  const [on, setOn] = useState<boolean>();
  const [problem, setProblem] = useState<PushProblem>();

  useEffect(() => {
    let wanted = true;
    const look = async (): Promise<void> => {
      const found = await hasPush(session);
      if (wanted) setOn(found);
    };
    void look();
    return () => {
      wanted = false;
    };
  }, [session]);

  const change = async (next: boolean): Promise<void> => {
    setOn(next);
    setProblem(undefined);
    try {
      await (next ? switchPushOn(session, push, language) : switchPushOff(session));
    } catch (error) {
      setOn(!next);
      setProblem(error instanceof PushError ? error.problem : "server");
    }
  };
  return (
    <>
      <Switch
        label={t("notifications.push")}
        description={t("notifications.pushText")}
        checked={on === true}
        disabled={on === undefined}
        onChange={(next) => void change(next)}
      />
      {problem === undefined ? null : (
        <InlineMessage tone="danger">{t(`notifications.pushProblem.${problem}`)}</InlineMessage>
      )}
    </>
  );
}
