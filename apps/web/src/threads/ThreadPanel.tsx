import type { RoomSummary, ThreadHandle } from "@plenum/matrix";
import { Button, InlineMessage, Skeleton } from "@plenum/ui";
import { List } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { Composer } from "../composer/Composer.tsx";
import type { ComposerTarget } from "../composer/target.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useRoomNavigation } from "../rooms/RoomNavigation.tsx";
import { mayWrite } from "../rooms/may-write.ts";
import type { PanelProps } from "../rooms/SidePanel.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { ThreadTimeline } from "./ThreadTimeline.tsx";
import "./threads.css";

/** One thread beside its room; `detail` is the id of its first message. */
export default function ThreadPanel({ handle, summary, detail }: PanelProps): ReactNode {
  const { t } = useI18n();
  const { openPanel } = useRoomNavigation();
  const { thread, failed, retry } = useThread(handle, detail);
  return (
    <div className="pl-thread">
      <div className="pl-thread__tools">
        <Button
          size="small"
          variant="quiet"
          icon={<List aria-hidden="true" />}
          onClick={() => openPanel("threads")}
        >
          {t("thread.all")}
        </Button>
      </div>
      {failed ? (
        <InlineMessage tone="danger">
          {t("thread.failed")}{" "}
          <Button size="small" variant="quiet" onClick={retry}>
            {t("common.tryAgain")}
          </Button>
        </InlineMessage>
      ) : null}
      {thread === undefined && !failed ? <Skeleton width="70%" /> : null}
      {thread === undefined ? null : (
        <OpenThread key={thread.rootId} thread={thread} summary={summary} />
      )}
    </div>
  );
}

function OpenThread({
  thread,
  summary,
}: {
  thread: ThreadHandle;
  summary: RoomSummary;
}): ReactNode {
  const { t } = useI18n();
  const [target, setTarget] = useState<ComposerTarget>();
  const clearTarget = useCallback(() => setTarget(undefined), []);
  return (
    <>
      <ThreadTimeline thread={thread} summary={summary} onTarget={setTarget} />
      {mayWrite(summary) ? (
        <Composer
          handle={thread}
          thread={thread}
          name={t("thread.name")}
          target={target}
          onTarget={setTarget}
          onTargetDone={clearTarget}
        />
      ) : null}
    </>
  );
}

/** Opens a thread for as long as it is shown. */
function useThread(
  handle: PanelProps["handle"],
  rootId: string,
): {
  readonly thread: ThreadHandle | undefined;
  readonly failed: boolean;
  readonly retry: () => void;
} {
  const { session } = useWorkspace();
  const [attempt, setAttempt] = useState(0);
  const [opened, setOpened] = useState<{
    readonly rootId: string;
    readonly attempt: number;
    readonly thread?: ThreadHandle;
  }>();
  useEffect(() => {
    let thread: ThreadHandle | undefined;
    let closed = false;
    const open = async (): Promise<void> => {
      try {
        thread = await session.reading.openThread(handle, rootId);
        if (closed) thread.close();
        else setOpened({ rootId, attempt, thread });
      } catch {
        if (!closed) setOpened({ rootId, attempt });
      }
    };
    void open();
    return () => {
      closed = true;
      thread?.close();
    };
  }, [session, handle, rootId, attempt]);
  const current = opened?.rootId === rootId && opened.attempt === attempt ? opened : undefined;
  return {
    thread: current?.thread,
    failed: current !== undefined && current.thread === undefined,
    retry: () => setAttempt((before) => before + 1),
  };
}
