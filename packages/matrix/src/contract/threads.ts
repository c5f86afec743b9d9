import type { Member } from "./members.ts";
import type { Observable } from "./observable.ts";
import type { RoomHandle } from "./room-handle.ts";
import type { ThreadDigest } from "./timeline.ts";

/**
 * A thread while somebody looks at it: a room handle whose timeline is the first message and its
 * answers, and whose messages go into the thread. Close it when the view goes.
 */
export interface ThreadHandle extends RoomHandle {
  /** Id of the first message. */
  readonly rootId: string;
}

export interface ThreadEntry extends ThreadDigest {
  readonly rootId: string;
  readonly sender: Member;
  /** First words of the first message. */
  readonly title: string;
  /** Milliseconds since the epoch, of the first message. */
  readonly timestamp: number;
}

/** The threads of a room while somebody looks at them, newest answer first. */
export interface ThreadList {
  readonly threads: Observable<{
    readonly entries: readonly ThreadEntry[];
    readonly canLoadMore: boolean;
    readonly loading: boolean;
  }>;
  /** @throws MatrixFailure */
  loadMore(): Promise<void>;
  close(): void;
}

/** What counts as read: all of a room, its main timeline alone, or one thread. */
export type ReadScope = "all" | "main" | { readonly threadId: string; readonly eventId?: string };

/** Something that counts as read from now on; the server is told a moment later. */
export interface MarkedRead {
  /** Unread again, as long as the server has not been told. */
  undo(): void;
  /** Tells the server now. */
  send(): void;
}

/** Threads, and what counts as read. */
export interface Reading {
  /** A thread of an open room, as a handle like the room's. */
  openThread(room: RoomHandle, rootId: string): Promise<ThreadHandle>;
  /** The threads of an open room. */
  openThreadList(room: RoomHandle): Promise<ThreadList>;
  /**
   * Marks as read. The numbers follow at once; the server is told after the delay, or when the
   * session stops.
   * @param options.delay milliseconds in which it can be undone; none unless given
   * @returns undefined where everything of it has been read already
   */
  markRead(
    roomId: string,
    scope: ReadScope,
    options?: { readonly delay?: number },
  ): MarkedRead | undefined;
}
