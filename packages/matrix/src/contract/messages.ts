import type { Observable } from "./observable.ts";
import type { Poll, PollHandle } from "./polls.ts";
import type { ThreadPlace } from "./room-handle.ts";
import type { TimelineItem } from "./timeline.ts";

/** One wording of a message. */
export interface MessageVersion {
  readonly eventId: string;
  readonly timestamp: number;
  readonly body: string;
  /** Unsanitised, as for text. */
  readonly html?: string;
}

/** What is pinned in a room, the oldest first. */
export interface Pins {
  readonly eventIds: readonly string[];
  /** Whether this account may pin and unpin. */
  readonly mayChange: boolean;
}

export interface LinkPreview {
  readonly title: string;
  readonly description?: string;
  readonly site?: string;
  readonly imageMxc?: string;
}

export interface FileToSend {
  readonly file: File;
  /** A sentence below the file. */
  readonly caption?: string;
  /** Makes it a voice message: milliseconds, and how loud it is over its time, each 0…1. */
  readonly voice?: { readonly duration: number; readonly waveform: readonly number[] };
  readonly thread?: ThreadPlace;
}

/** A message wherever it is. */
export interface MessageAddress {
  readonly roomId: string;
  readonly eventId: string;
}

/** What one can do with messages, beside writing them. All of it is loaded when first used. */
export interface MessageAccess {
  /** Bytes of the largest file that the server takes; undefined when it does not say. Asked once. */
  uploadLimit(): Promise<number | undefined>;
  /**
   * Uploads a file with its thumbnail, encrypted first if the room is.
   * @param onProgress from 0 to 1
   * @returns the content of the message, for `RoomHandle.sendContent("m.room.message", …)`
   * @throws MatrixFailure `too-large` before anything is read; an AbortError when `signal` stopped it
   */
  upload(
    roomId: string,
    file: FileToSend,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>>>;
  /**
   * Sends a message on into another room, files without a new upload.
   * @throws MatrixFailure
   */
  forward(message: MessageAddress, toRoomId: string): Promise<void>;
  /** All wordings, the first one first. @throws MatrixFailure */
  versions(message: MessageAddress): Promise<readonly MessageVersion[]>;
  /** As it stands on the server and, if it was encrypted, as it was opened; JSON. @throws MatrixFailure */
  source(message: MessageAddress): Promise<{ readonly event: string; readonly opened?: string }>;
  /** One message from anywhere in the history. @throws MatrixFailure */
  find(message: MessageAddress): Promise<TimelineItem | undefined>;
  /** Tells those who run the server. @throws MatrixFailure */
  report(message: MessageAddress, reason: string): Promise<void>;
  pins(roomId: string): Observable<Pins>;
  /** @throws MatrixFailure */
  setPinned(message: MessageAddress, pinned: boolean): Promise<void>;
  /** Asks everybody in a room, or in one of its threads. @throws MatrixFailure */
  startPoll(roomId: string, poll: Poll, thread?: ThreadPlace): Promise<void>;
  /** @param poll as the message says it */
  openPoll(message: MessageAddress, poll: Poll): PollHandle;
  /**
   * What the server knows of a web page; undefined when it has nothing to show, cannot reach the
   * page or does not preview. Never for links of encrypted rooms: the server would learn them.
   */
  linkPreview(url: string): Promise<LinkPreview | undefined>;
}
