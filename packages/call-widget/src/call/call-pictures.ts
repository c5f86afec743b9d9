import type { PicturePlace } from "../contract/index.ts";
import type { Session } from "../jitsi/session-types.ts";
import type { LocalMedia } from "../media/local-media.ts";
import { type PictureKind, Pictures, type PictureSource } from "../media/pictures.ts";
import { receiverConstraints } from "../state/receiver-constraints.ts";

/** Stands for oneself in `attachVideo`, whatever the endpoint is called at the moment. */
export const LOCAL_PARTICIPANT = "local";

/** Milliseconds for which changes of tiles are gathered before the bridge hears of them. */
const CONSTRAINTS_DELAY = 150;

/** The pictures of a call: which stream belongs where, and which of them the bridge is asked for. */
export class CallPictures {
  private readonly pictures: Pictures;
  private timer: number | undefined;
  private stopped = false;

  /**
   * @param session the connection of the moment, if there is one
   * @param largest how many lines of a camera are wanted at most
   */
  constructor(
    private readonly session: () => Session | undefined,
    private readonly local: Pick<LocalMedia, "stream">,
    private readonly largest: () => number,
  ) {
    this.pictures = new Pictures(
      (id, what) => this.find(id, what),
      () => this.askSoon(),
    );
  }

  attach(
    participantId: string,
    what: PictureKind,
    element: HTMLVideoElement,
    place?: PicturePlace,
  ): () => void {
    return this.pictures.attach(participantId, what, element, place);
  }

  /** Streams may have changed. */
  refresh(): void {
    this.pictures.refresh();
    this.askSoon();
  }

  /** Tells the bridge what is on the screen. */
  askNow(): void {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    const session = this.session();
    if (!session) return;
    const known = session
      .sources()
      .filter(({ kind }) => kind !== "audio")
      .map(({ name }) => name);
    session.ask(receiverConstraints(known, this.pictures.shown(), this.largest()));
  }

  stop(): void {
    this.stopped = true;
    window.clearTimeout(this.timer);
    this.pictures.stop();
  }

  private askSoon(): void {
    if (this.stopped || this.timer !== undefined) return;
    this.timer = window.setTimeout(() => this.askNow(), CONSTRAINTS_DELAY);
  }

  private find(participantId: string, what: PictureKind): PictureSource | undefined {
    const session = this.session();
    if (participantId === LOCAL_PARTICIPANT || participantId === session?.ownId()) {
      const stream = this.local.stream(what);
      return stream ? { stream } : undefined;
    }
    const source = session
      ?.sources()
      .find((one) => one.participantId === participantId && one.kind === what && !one.muted);
    const stream = source?.track.getOriginalStream();
    return source && stream ? { stream, sourceName: source.name } : undefined;
  }
}
