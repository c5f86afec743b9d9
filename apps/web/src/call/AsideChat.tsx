import { Button, InlineMessage, Skeleton } from "@plenum/ui";
import { ArrowLeft } from "lucide-react";
import { useCallback, useState } from "react";
import type { ReactNode } from "react";
import { useLocation } from "wouter";
import { useProblemText } from "../api/use-problem-text.ts";
import { useLoaded } from "../app/use-resource.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { RoomViewLater } from "../rooms/room-view-later.ts";
import { roomPath } from "../routes.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** The chat with one person of the call, in the place of the call's own; the call stays where it is. */
export default function AsideChat({ userId }: { userId: string }): ReactNode {
  const { t } = useI18n();
  const { session, call } = useWorkspace();
  const problemText = useProblemText();
  const [, navigate] = useLocation();
  const [eventId, setEventId] = useState<string>();
  const {
    value: roomId,
    problem,
    retry,
  } = useLoaded(useCallback(async () => session.directRoomWith(userId), [session, userId]));
  return (
    <div className="pl-aside">
      <div className="pl-aside__head">
        <Button
          size="small"
          variant="quiet"
          icon={<ArrowLeft aria-hidden="true" />}
          onClick={() => call.showAside(undefined)}
        >
          {t("aside.back")}
        </Button>
        <span className="pl-small pl-muted">{t("aside.only")}</span>
      </div>
      {problem === undefined ? null : (
        <InlineMessage tone="danger">
          {problemText(problem)}{" "}
          <Button size="small" variant="quiet" onClick={retry}>
            {t("common.tryAgain")}
          </Button>
        </InlineMessage>
      )}
      {roomId === undefined && problem === undefined ? <Skeleton width="60%" /> : null}
      {roomId === undefined ? null : (
        <RoomViewLater
          key={roomId}
          roomId={roomId}
          panel={undefined}
          eventId={eventId}
          onPanel={(panel) => navigate(roomPath(roomId, { panel }))}
          onEvent={setEventId}
        />
      )}
    </div>
  );
}
