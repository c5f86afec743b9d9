import type { Observable } from "./observable.ts";
import type { Mentions, SendTextOptions, ThreadPlace } from "./room-handle.ts";

/** A message that the server will send at its time, whether a device is on or not (MSC4140). */
export interface ScheduledMessage {
  /** Changes when text or time are changed. A secret: whoever knows it can stop the message. */
  readonly id: string;
  readonly roomId: string;
  readonly thread?: ThreadPlace;
  readonly replyTo?: string;
  /** Milliseconds since the epoch. */
  readonly sendAt: number;
  /** Undefined where this device does not have the key. */
  readonly text?: string;
  readonly html?: string;
  readonly emote?: boolean;
  readonly mentions: Mentions;
}

/** A text with everything that goes with it. */
export interface MessageToSchedule extends SendTextOptions {
  readonly text: string;
}

/**
 * Messages for later. They lie on the server, so every device of the account sees the same; in an
 * encrypted room they are encrypted when they are scheduled: who joins later cannot read them.
 */
export interface Scheduled {
  /** Soonest first, as last asked for; undefined before. */
  readonly messages: Observable<readonly ScheduledMessage[] | undefined>;
  /** @throws MatrixFailure `unsupported` where the server cannot send later */
  refresh(): Promise<void>;
  /**
   * @param sendAt milliseconds since the epoch
   * @throws MatrixFailure `unsupported`, `delay-too-long`
   */
  schedule(roomId: string, message: MessageToSchedule, sendAt: number): Promise<void>;
  /**
   * Another text or time. The old one goes only when the new one is there.
   * @throws MatrixFailure `not-found` when it has been sent meanwhile; then nothing is sent twice
   */
  change(id: string, message: MessageToSchedule, sendAt: number): Promise<void>;
  /** @throws MatrixFailure `not-found` when it has been sent or cancelled meanwhile */
  sendNow(id: string): Promise<void>;
  /** @throws MatrixFailure `not-found` */
  cancel(id: string): Promise<void>;
}
