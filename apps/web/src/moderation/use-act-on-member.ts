import { useState } from "react";
import { ApiError } from "../api/problem-error.ts";
import { useProblemText } from "../api/use-problem-text.ts";
import { useI18n } from "../i18n/I18n.tsx";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import { actOnMember, type MemberActBody } from "./act-on-member.ts";

/** Doing something to a person of a room: under way, or failed with a sentence. */
export function useActOnMember(roomId: string): {
  readonly busy: boolean;
  readonly failed: string | undefined;
  /** @returns whether it is done */
  readonly run: (body: MemberActBody) => Promise<boolean>;
} {
  const { api, session } = useWorkspace();
  const { t } = useI18n();
  const problemText = useProblemText();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  return {
    busy,
    failed,
    async run(body) {
      setBusy(true);
      setFailed(undefined);
      const isConference = session.rooms.get().get(roomId)?.isConference === true;
      try {
        const work = async () => session.roomWork();
        await actOnMember({ api, work, roomId, isConference }, body);
        return true;
      } catch (error) {
        const obstacle = error instanceof ApiError ? error.obstacle : undefined;
        setFailed(obstacle === undefined ? problemText(error) : t(`members.obstacle.${obstacle}`));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
