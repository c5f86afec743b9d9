import type { MarkedRead, MatrixSession } from "@plenum/matrix";
import { useToast } from "@plenum/ui";
import { useCallback, useRef } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { InboxEntry } from "./entries.ts";

/** Milliseconds in which "done" can be taken back: as long as the toast that offers it stays. */
const UNDO = 12_000;

/** Takes the mark off a room. */
function unmarked(session: MatrixSession, roomId: string): MarkedRead {
  const set = (unread: boolean): void => {
    session
      .roomWork()
      .then(async (work) => work.setMarkedUnread(roomId, unread))
      // The mark stays, or stays away: the list shows which.
      .catch(() => undefined);
  };
  set(false);
  // The server is told at once: a mark is quickly set again.
  return { undo: () => set(true), send: () => undefined };
}

export interface Done {
  /** Marks conversations as read; invitations stay, they want an answer. */
  readonly done: (entries: readonly InboxEntry[]) => void;
  /** Takes back what was done last. */
  readonly undo: () => void;
}

/** "Done" and its undo. The server is told when nobody wants it back any more, or the window closes. */
export function useDone(): Done {
  const { t } = useI18n();
  const { session } = useWorkspace();
  const toast = useToast();
  const steps = useRef<(readonly MarkedRead[])[]>([]);

  const undo = useCallback(() => {
    for (const marked of steps.current.pop() ?? []) marked.undo();
  }, []);

  const done = useCallback(
    (entries: readonly InboxEntry[]) => {
      const conversations = entries.flatMap(({ room, conversation, marked }) =>
        conversation === undefined ? [] : [{ room, conversation, marked }],
      );
      if (conversations.length === 0) return;
      const step = conversations.flatMap(({ room, conversation, marked }) => {
        if (marked === true) return [unmarked(session, room.id)];
        const { threadId } = conversation;
        const eventId = conversation.messages.at(-1)?.eventId;
        const scope =
          threadId === undefined
            ? "main"
            : { threadId, ...(eventId === undefined ? {} : { eventId }) };
        return session.reading.markRead(room.id, scope, { delay: UNDO }) ?? [];
      });
      steps.current.push(step);
      const [only] = conversations;
      toast({
        text:
          conversations.length === 1 && only !== undefined
            ? t("inbox.doneOne", { room: only.room.name })
            : t("inbox.doneMany", { count: conversations.length }),
        action: {
          label: t("inbox.undo"),
          onSelect: () => {
            steps.current = steps.current.filter((other) => other !== step);
            for (const marked of step) marked.undo();
          },
        },
      });
    },
    [session, toast, t],
  );
  return { done, undo };
}
