import { IconButton } from "@plenum/ui";
import { ChartBarBig, X } from "lucide-react";
import { lazy, Suspense, useCallback, useId, useState } from "react";
import type { ReactNode } from "react";
import { useObservable } from "../../app/observable.ts";
import { useResource } from "../../app/use-resource.ts";
import { useTexts } from "../../i18n/feature-texts.ts";
import { useI18n } from "../../i18n/I18n.tsx";
import { pollTexts } from "../../polls/texts.ts";
import { RoomDialogHost, useRoomDialog } from "../../rooms/RoomDialog.tsx";
import { useWorkspace } from "../../shell/WorkspaceContext.tsx";
import { currentPoll } from "./current-poll.ts";

const NewPoll = lazy(() => import("../../polls/NewPoll.tsx"));
const PollMessage = lazy(() => import("../../polls/PollMessage.tsx"));

/**
 * Polls of the room while its call runs: a way to begin one, and the newest over the pictures for those
 * who do not have the chat beside them.
 * @param shown whether to show the poll; beside an open chat it stands there
 */
export default function CallPolls({
  roomId,
  shown,
}: {
  roomId: string;
  shown: boolean;
}): ReactNode {
  useTexts(pollTexts);
  return (
    <RoomDialogHost>
      <Begin roomId={roomId} />
      {shown ? (
        <Suspense>
          <Current roomId={roomId} />
        </Suspense>
      ) : null}
    </RoomDialogHost>
  );
}

function Begin({ roomId }: { roomId: string }): ReactNode {
  const { t } = useI18n();
  const show = useRoomDialog();
  return (
    <IconButton
      label={t("callPolls.begin")}
      icon={<ChartBarBig aria-hidden="true" />}
      onClick={() => show((close) => <NewPoll placeNow={() => ({ roomId })} onClose={close} />)}
    />
  );
}

function Current({ roomId }: { roomId: string }): ReactNode {
  const { session } = useWorkspace();
  const [since] = useState(() => Date.now());
  const handle = useResource(
    useCallback(() => {
      const value = session.openRoom(roomId);
      return { value, close: () => value.close() };
    }, [session, roomId]),
  );
  return handle === undefined ? null : <Newest handle={handle} since={since} />;
}

function Newest({
  handle,
  since,
}: {
  handle: ReturnType<ReturnType<typeof useWorkspace>["session"]["openRoom"]>;
  since: number;
}): ReactNode {
  const { t } = useI18n();
  const { items } = useObservable(handle.timeline);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const title = useId();
  const poll = currentPoll(items, since, hidden);
  if (poll === undefined) return null;
  return (
    <aside className="pl-call__poll" aria-labelledby={title}>
      <h2 className="ui-visually-hidden" id={title}>
        {t("callPolls.now")}
      </h2>
      <IconButton
        className="pl-call__poll-hide"
        size="small"
        label={t("callPolls.hide")}
        icon={<X aria-hidden="true" />}
        onClick={() => setHidden(new Set([...hidden, poll.eventId ?? poll.key]))}
      />
      <PollMessage poll={poll.body.poll} eventId={poll.eventId} handle={handle} />
    </aside>
  );
}
