import { useCallback, useMemo, useState } from "react";
import { useObservable } from "../app/observable.ts";
import { useWorkspace } from "../shell/WorkspaceContext.tsx";

/** Names of contacts as far as they are known, for sorting and searching; else the name in the id. */
export function useNames(): {
  readonly nameOf: (userId: string) => string;
  readonly learn: (userId: string, name: string) => void;
} {
  const { session } = useWorkspace();
  const rooms = useObservable(session.rooms);
  const [learned, setLearned] = useState<ReadonlyMap<string, string>>(new Map());
  const direct = useMemo(() => {
    const names = new Map<string, string>();
    for (const room of rooms.values()) {
      if (room.directUserId !== undefined && room.name !== "")
        names.set(room.directUserId, room.name);
    }
    return names;
  }, [rooms]);
  const learn = useCallback((userId: string, name: string) => {
    setLearned((before) =>
      before.get(userId) === name ? before : new Map(before).set(userId, name),
    );
  }, []);
  const nameOf = useCallback(
    (userId: string) =>
      learned.get(userId) ?? direct.get(userId) ?? userId.slice(1).split(":")[0] ?? userId,
    [learned, direct],
  );
  return { nameOf, learn };
}
