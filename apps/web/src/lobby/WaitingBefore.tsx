import type { RoomPreview } from "@plenum/matrix";
import type { OwnWait } from "@plenum/model";
import { InlineMessage } from "@plenum/ui";
import { useState } from "react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n/I18n.tsx";
import { failureCode } from "../session/failure.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import Refused from "./Refused.tsx";
import WaitingRoom from "./WaitingRoom.tsx";

/**
 * Somebody with an account waits before a room, from the knock to the room itself, or to the sentence
 * with which one is refused.
 */
export default function WaitingBefore({
  preview,
  via,
  onEntered,
  onUnknown,
  onEnd,
}: {
  preview: Pick<RoomPreview, "id" | "name">;
  via: readonly string[];
  /** One is in the room; the list is about to have it. */
  onEntered: () => void;
  /** The room has no lobby of ours. */
  onUnknown: () => void;
  /** One waits no more. */
  onEnd: () => void;
}): ReactNode {
  const { t } = useI18n();
  const { session, api, call } = useWorkspace();
  const [refused, setRefused] = useState<OwnWait>();
  const [failed, setFailed] = useState<string>();
  if (refused !== undefined) return <Refused wait={refused} onAgain={onEnd} />;
  const enter = async (straight: boolean): Promise<void> => {
    try {
      await (await session.roomWork()).join(preview.id, via);
      onEntered();
      if (straight) await call.open(preview.id, { straight: true });
    } catch (error) {
      setFailed(t(`problem.matrix.${failureCode(error)}`));
    }
  };
  return (
    <>
      <WaitingRoom
        api={api}
        roomId={preview.id}
        title={preview.name}
        onAdmitted={(_wait, straight) => void enter(straight)}
        onRefused={setRefused}
        onUnknown={onUnknown}
        onLeave={async () => {
          await session.leaveRoom(preview.id).catch(() => undefined);
          onEnd();
        }}
      />
      {failed === undefined ? null : <InlineMessage tone="danger">{failed}</InlineMessage>}
    </>
  );
}
