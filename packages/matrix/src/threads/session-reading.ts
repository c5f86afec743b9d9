import type {
  MarkedRead,
  Observable,
  Reading,
  ReadScope,
  RoomHandle,
  RoomSummary,
  ThreadHandle,
  ThreadList,
} from "../contract.ts";
import { markRead } from "../rooms/reading.ts";
import type { Engine } from "../session/engine.ts";

/** Threads and receipts of a session; whatever is not needed for the list is loaded when it is. */
export class SessionReading implements Reading {
  constructor(
    private readonly engine: () => Engine,
    private readonly rooms: Observable<ReadonlyMap<string, RoomSummary>>,
  ) {}

  async openThread(room: RoomHandle, rootId: string): Promise<ThreadHandle> {
    const { openThread } = await import("./thread.ts");
    return openThread(room, this.engine(), rootId);
  }

  async openThreadList(room: RoomHandle): Promise<ThreadList> {
    const { ThreadList: List } = await import("./thread-list.ts");
    return new List(room, this.engine());
  }

  markRead(
    roomId: string,
    scope: ReadScope,
    { delay = 0 }: { readonly delay?: number } = {},
  ): MarkedRead | undefined {
    const eventId = typeof scope === "object" ? scope.eventId : undefined;
    return markRead(this.engine(), roomId, scope, {
      delay,
      ...(eventId === undefined ? {} : { eventId }),
    });
  }

  /** Once for each engine, after the list is complete. */
  beginToCount(engine: Engine): void {
    const begin = async (): Promise<void> => {
      const { ExactCounts } = await import("../rooms/exact-counts.ts");
      if (!engine.lifetime.ended) new ExactCounts(engine, this.rooms).begin();
    };
    // Without it the numbers are the least there is.
    begin().catch(() => undefined);
  }
}
