import type { Member } from "./members.ts";
import type { Observable } from "./observable.ts";
import type { RoomSummary } from "./rooms.ts";
import type { TimelineSnapshot } from "./timeline.ts";

/** Who is meant by a message, beside whoever reads it. @see https://spec.matrix.org/v1.16/client-server-api/#user-and-room-mentions */
export interface Mentions {
  readonly userIds: readonly string[];
  /** Everybody in the room; shown as such only if the sender may. */
  readonly room?: boolean;
}

/** A thread that a message goes into. */
export interface ThreadPlace {
  readonly rootId: string;
  /** Newest message of the thread: what clients without threads show it as an answer to. */
  readonly lastEventId: string;
}

export interface SendTextOptions {
  readonly html?: string;
  readonly replyTo?: string;
  readonly emote?: boolean;
  readonly mentions?: Mentions;
  readonly thread?: ThreadPlace;
}

/** A room while somebody looks at it. Close it when the view goes. */
export interface RoomHandle {
  readonly id: string;
  readonly summary: Observable<RoomSummary | undefined>;
  readonly members: Observable<readonly Member[]>;
  readonly timeline: Observable<TimelineSnapshot>;
  /** Those in the call, one entry a device. */
  readonly callMembers: Observable<
    readonly {
      readonly userId: string;
      readonly deviceId: string;
      readonly displayName: string;
      readonly since: number;
      /** Device of the same person that is to leave because of this one. */
      readonly replaces?: string;
    }[]
  >;
  readonly myPowerLevel: Observable<number>;
  loadOlder(): Promise<void>;
  /** Only where `canLoadNewer`: a stretch of the past grows towards the newest messages. */
  loadNewer(): Promise<void>;
  /**
   * Shows the history around an event, in `timeline`; nothing changes if it is shown already.
   * @returns id of the message to look at: the event, what it belongs to, or what stands next to it
   * @throws MatrixFailure `not-found` or `forbidden` where it is gone or not for this person
   * @see https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv3roomsroomidcontexteventid
   */
  showAround(eventId: string): Promise<string>;
  /** Shows the newest messages again. */
  showLatest(): void;
  /**
   * Whether the reader goes along with the newest messages. Whoever does not stays where they are,
   * also when a gap in the sync lies behind that place; whoever does needs nothing of what is far back.
   */
  setFollowing(following: boolean): void;
  /** Id of the first message of the thread that a loaded message belongs to. */
  threadOf(eventId: string): string | undefined;
  /**
   * The first event at or after a moment.
   * @param timestamp milliseconds since the epoch
   * @throws MatrixFailure `not-found` where nothing came after it
   * @see https://spec.matrix.org/v1.16/client-server-api/#get_matrixclientv1roomsroomidtimestamp_to_event
   */
  eventAt(timestamp: number): Promise<string>;
  /** Fetches, once, what a reply answers, so that `replyTo` says who wrote what. */
  loadQuoted(eventId: string): void;
  /** Local echo at once; a failure stays in the timeline. Markdown-rendered html is optional. */
  sendText(text: string, options?: SendTextOptions): void;
  /**
   * Any other message: a file that was uploaded, an answer to a poll. Echo and failure as for text.
   * @param type e.g. `m.poll.start`; encrypted on the way where the room is
   */
  sendContent(type: string, content: Readonly<Record<string, unknown>>): void;
  edit(
    eventId: string,
    text: string,
    options?: { readonly html?: string; readonly mentions?: Mentions },
  ): void;
  redact(eventId: string, reason?: string): Promise<void>;
  react(eventId: string, key: string): Promise<void>;
  /** @param key of a timeline item whose `send` is failed */
  retry(key: string): void;
  discard(key: string): void;
  markRead(): void;
  setTyping(typing: boolean): void;
  invite(userId: string): Promise<void>;
  /** Writes this device's call membership and keeps a delayed event that clears it (MSC4140). */
  announceCall(options?: {
    /** Device of the same person whose place in the call it takes; that device leaves. */
    readonly replaces?: string;
  }): Promise<CallAnnouncement>;
  close(): void;
}

/** This device's membership in the call of a room; `leave` clears it. */
export interface CallAnnouncement {
  /** Id of the event that says so, where the server named it. */
  readonly eventId: string | undefined;
  leave(): Promise<void>;
}
