import type { CallViewProps } from "@plenum/call-widget";
import { useMemo } from "react";
import { useObservable } from "../app/observable.ts";
import { withoutGuestMark } from "../people/guest-name.ts";
import { useRoom } from "../rooms/use-room.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";
import type { Member, Observable } from "@plenum/matrix";

type Describe = NonNullable<CallViewProps["describe"]>;

const NOBODY: readonly Member[] = [];
const NO_MEMBERS: Observable<readonly Member[]> = {
  get: () => NOBODY,
  subscribe: () => () => undefined,
};

/** Names as the room knows them; names from elsewhere carry their organisation. */
export function useDescribe(roomId: string): Describe {
  const { session } = useWorkspace();
  const members = useObservable(useRoom(roomId)?.members ?? NO_MEMBERS);
  return useMemo(() => {
    const byId = new Map(members.map((member) => [member.userId, member]));
    return (participant) => {
      const member = participant.userId === undefined ? undefined : byId.get(participant.userId);
      if (!member) return {};
      return {
        name: member.isGuest ? withoutGuestMark(member.displayName) : member.displayName,
        ...(member.server === session.serverName ? {} : { organisation: member.server }),
      };
    };
  }, [members, session.serverName]);
}
