import type {
  FileToSend,
  LinkPreview,
  MessageAccess,
  MessageAddress,
  MessageVersion,
  Observable,
  Pins,
  Poll,
  PollHandle,
  PollResult,
  ThreadPlace,
  TimelineItem,
} from "../contract.ts";
import { failing } from "../errors/failure.ts";
import { Value } from "../observable/value.ts";
import type { LinkPreviews } from "../link-previews/link-previews.ts";
import type { Engine } from "../session/engine.ts";
import { pinsOf } from "../pins/pins.ts";

/** The ways into everything that one can do with messages; the code behind them comes when used. */
export class SessionMessages implements MessageAccess {
  #limit: Promise<number | undefined> | undefined;
  #previews: Promise<LinkPreviews> | undefined;

  /** @param current the engine, as long as this tab has the session */
  constructor(private readonly current: () => Engine) {}

  async uploadLimit(): Promise<number | undefined> {
    this.#limit ??= this.#askLimit();
    try {
      return await this.#limit;
    } catch (error) {
      this.#limit = undefined;
      throw error;
    }
  }

  async upload(
    roomId: string,
    file: FileToSend,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, unknown>>> {
    const engine = this.current();
    const [limit, { fileContent }, { whenSettled }] = await Promise.all([
      this.uploadLimit(),
      import("../timeline/send-file.ts"),
      import("./when-settled.ts"),
    ]);
    const room = await whenSettled(engine, roomId);
    const both = AbortSignal.any([signal, engine.lifetime.signal]);
    return fileContent(engine, {
      ...file,
      encrypted: room.hasEncryptionStateEvent(),
      limit,
      onProgress,
      signal: both,
    });
  }

  async forward(message: MessageAddress, toRoomId: string): Promise<void> {
    const engine = this.current();
    const { forward } = await import("./forward.ts");
    return failing(() => forward(engine, message, toRoomId));
  }

  async versions(message: MessageAddress): Promise<readonly MessageVersion[]> {
    const engine = this.current();
    const { versionsOf } = await import("./fetch.ts");
    return failing(() => versionsOf(engine, message));
  }

  async source(message: MessageAddress): Promise<{ event: string; opened?: string }> {
    const engine = this.current();
    const { sourceOf } = await import("./fetch.ts");
    return failing(() => sourceOf(engine, message));
  }

  async find(message: MessageAddress): Promise<TimelineItem | undefined> {
    const engine = this.current();
    const { findItem } = await import("./fetch.ts");
    return failing(() => findItem(engine, message));
  }

  async report(message: MessageAddress, reason: string): Promise<void> {
    const engine = this.current();
    const { report } = await import("./fetch.ts");
    return report(engine, message, reason);
  }

  pins(roomId: string): Observable<Pins> {
    return pinsOf(this.current(), roomId);
  }

  async setPinned(message: MessageAddress, pinned: boolean): Promise<void> {
    const engine = this.current();
    const { setPinned } = await import("../pins/set-pinned.ts");
    return setPinned(engine, message, pinned);
  }

  async startPoll(roomId: string, poll: Poll, thread?: ThreadPlace): Promise<void> {
    const engine = this.current();
    const { startPoll } = await import("../polls/poll-handle.ts");
    startPoll(engine, roomId, poll, thread);
  }

  openPoll(message: MessageAddress, poll: Poll): PollHandle {
    const engine = this.current();
    const result = new Value<PollResult | undefined>(undefined);
    let closed = false;
    const loading = (async () => {
      const { OpenPoll } = await import("../polls/poll-handle.ts");
      return closed ? undefined : new OpenPoll(engine, message, poll, result);
    })();
    const then = (act: (open: NonNullable<Awaited<typeof loading>>) => void): void => {
      loading.then(
        (open) => (open === undefined ? undefined : act(open)),
        () => undefined,
      );
    };
    return {
      result,
      vote: (answerIds) => then((open) => open.vote(answerIds)),
      end: () => then((open) => open.end()),
      close: () => {
        closed = true;
        then((open) => open.close());
      },
    };
  }

  async linkPreview(url: string): Promise<LinkPreview | undefined> {
    const engine = this.current();
    this.#previews ??= (async () => {
      const { linkPreviewsOf } = await import("../link-previews/link-previews.ts");
      return linkPreviewsOf(engine.api);
    })();
    return (await this.#previews).of(url);
  }

  async #askLimit(): Promise<number | undefined> {
    const engine = this.current();
    const { largestUpload } = await import("../media/upload.ts");
    return largestUpload(engine.api);
  }
}
