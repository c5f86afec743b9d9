import type { CallOutcome } from "./calls.ts";
import type { MatrixErrorCode } from "./failure.ts";
import type { MediaSource } from "./media.ts";
import type { Member } from "./members.ts";
import type { Poll } from "./polls.ts";

export type SendState =
  | { readonly kind: "sent" }
  | { readonly kind: "sending" }
  | { readonly kind: "failed"; readonly code: MatrixErrorCode };

export type MessageBody =
  | {
      readonly kind: "text";
      readonly style: "normal" | "notice" | "emote";
      readonly body: string;
      /** Unsanitised HTML of the sender: only to be shown through the one sanitiser. */
      readonly html?: string;
    }
  | {
      readonly kind: "file";
      readonly media: "image" | "video" | "audio" | "file";
      readonly name: string;
      readonly caption?: string;
      /** Unsanitised, as for text. */
      readonly captionHtml?: string;
      readonly mimeType: string;
      /** Bytes, as the sender claims; width and height in pixels, likewise. */
      readonly size?: number;
      readonly width?: number;
      readonly height?: number;
      /** Milliseconds, as the sender claims. */
      readonly duration?: number;
      readonly thumbnail?: { readonly source: MediaSource; readonly mimeType: string };
      /** Set for a voice message: how loud it is over its time, each 0…1; empty when not told. */
      readonly voice?: readonly number[];
      readonly source: MediaSource;
    }
  | { readonly kind: "poll"; readonly poll: Poll }
  /** A call that rang. */
  | { readonly kind: "call"; readonly outcome: CallOutcome }
  | { readonly kind: "redacted" }
  | {
      readonly kind: "undecryptable";
      readonly reason: "no-key" | "sent-before-you" | "untrusted" | "unknown";
    }
  | { readonly kind: "unsupported"; readonly type: string; readonly fallback?: string };

/** What stands under the first message of a thread. What is unread in it says the room's summary. */
export interface ThreadDigest {
  /** Answers, without the first message. */
  readonly count: number;
  readonly lastSender: Member;
  /** One line; empty where it is not known. */
  readonly lastPreview: string;
  /** Milliseconds since the epoch. */
  readonly lastTimestamp: number;
  /** The person has answered in it. */
  readonly participated: boolean;
}

export type TimelineItem =
  | {
      readonly kind: "message";
      /** Stable through local echo: the transaction id first, then still the same key. */
      readonly key: string;
      readonly eventId?: string;
      readonly sender: Member;
      readonly own: boolean;
      readonly timestamp: number;
      readonly body: MessageBody;
      readonly edited: boolean;
      readonly replyTo?: {
        readonly eventId: string;
        readonly sender: string;
        readonly preview: string;
      };
      readonly reactions: readonly {
        readonly key: string;
        readonly count: number;
        readonly own: boolean;
        /** Names of those who reacted, the first ones of many. */
        readonly names: readonly string[];
      }[];
      readonly send: SendState;
      readonly mentionsMe: boolean;
      /** Set where a thread begins. */
      readonly thread?: ThreadDigest;
    }
  | {
      readonly kind: "change";
      readonly key: string;
      readonly timestamp: number;
      readonly sender: Member;
      readonly change:
        | {
            readonly type: "joined" | "left" | "invited" | "removed" | "knocked";
            readonly target: Member;
          }
        /** A person goes by another name. */
        | {
            readonly type: "named";
            readonly target: Member;
            readonly before: string;
            readonly now: string;
          }
        | { readonly type: "renamed"; readonly name: string }
        | { readonly type: "topic"; readonly topic: string }
        | { readonly type: "encryption" }
        | { readonly type: "created" }
        | { readonly type: "call-joined" | "call-left" }
        | { readonly type: "other"; readonly eventType: string };
    };

export interface TimelineSnapshot {
  /**
   * Counts stretches of the history: with another number everything in `items` is another part of
   * it. A stretch of the past that has grown up to the newest messages keeps its number.
   */
  readonly stretch: number;
  readonly items: readonly TimelineItem[];
  readonly canLoadOlder: boolean;
  readonly loadingOlder: boolean;
  /** There are newer messages than these: a stretch of the past is shown. */
  readonly canLoadNewer: boolean;
  readonly loadingNewer: boolean;
  /** Event id after which everything is unread; it may not be loaded. */
  readonly readUpTo?: string;
  /** Event id of a message → others who have read up to it. */
  readonly readers: ReadonlyMap<string, readonly Member[]>;
  readonly typing: readonly Member[];
}
