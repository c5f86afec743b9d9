import { useToast } from "@plenum/ui";
import { useState } from "react";
import { useLocation } from "wouter";
import { useProblemText } from "../api/use-problem-text.ts";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Leads into a meeting's room, accepting the invitation to it, and opens the call or the room alone. */
export function useJoinMeeting(): {
  readonly busy: boolean;
  readonly join: (roomId: string, options: { readonly call: boolean }) => void;
} {
  const { session, call } = useWorkspace();
  const [, navigate] = useLocation();
  const problemText = useProblemText();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const enter = async (roomId: string, withCall: boolean): Promise<void> => {
    setBusy(true);
    try {
      if (session.rooms.get().get(roomId)?.membership !== "join") await session.joinRoom(roomId);
      navigate(roomPath(roomId));
      if (withCall) await call.open(roomId);
    } catch (problem) {
      toast({ text: problemText(problem) });
    } finally {
      setBusy(false);
    }
  };
  return { busy, join: (roomId, options) => void enter(roomId, options.call) };
}
