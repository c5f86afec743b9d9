import { useState } from "react";
import { useProblemText } from "../api/use-problem-text.ts";
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
        setFailed(problemText(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
