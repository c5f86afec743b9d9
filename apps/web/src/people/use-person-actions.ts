import { useToast } from "@plenum/ui";
import { useState } from "react";
import { useLocation } from "wouter";
import { useI18n } from "../i18n/I18n.tsx";
import { roomPath } from "../routes.ts";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Writing to and calling a person, from wherever the person is seen. */
export function usePersonActions(userId: string): {
  readonly busy: "write" | "call" | undefined;
  readonly write: () => void;
  readonly call: () => void;
} {
  const { t } = useI18n();
  const toast = useToast();
  const { session, call } = useWorkspace();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState<"write" | "call">();

  const open = async (what: "write" | "call"): Promise<void> => {
    if (busy) return;
    setBusy(what);
    try {
      const roomId = await session.directRoomWith(userId);
      if (what === "call") void call.open(roomId);
      navigate(roomPath(roomId));
    } catch (error) {
      toast({ text: t(`problem.matrix.${failureCode(error)}`) });
    } finally {
      setBusy(undefined);
    }
  };
  return { busy, write: () => void open("write"), call: () => void open("call") };
}
