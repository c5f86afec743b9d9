import type { PicturePlace } from "../contract/index.ts";
import type { ShownPicture } from "../state/receiver-constraints.ts";

export type PictureKind = "camera" | "screen";

/** Where the stream of a picture comes from. */
export interface PictureSource {
  readonly stream: MediaStream;
  /** Name of the remote source; absent for one's own. */
  readonly sourceName?: string;
}

interface Attachment {
  readonly participantId: string;
  readonly what: PictureKind;
  readonly element: HTMLVideoElement;
  readonly place: PicturePlace;
}

/** Keeps video elements supplied with the right streams, and knows how large each one is. */
export class Pictures {
  private readonly attachments = new Set<Attachment>();
  private readonly observer: ResizeObserver;

  /**
   * @param find the current stream of a picture
   * @param onResize the set of pictures on the screen, or the size of one, changed
   */
  constructor(
    private readonly find: (participantId: string, what: PictureKind) => PictureSource | undefined,
    private readonly onResize: () => void,
  ) {
    this.observer = new ResizeObserver(() => this.onResize());
  }

  attach(
    participantId: string,
    what: PictureKind,
    element: HTMLVideoElement,
    place: PicturePlace = "tile",
  ): () => void {
    const attachment: Attachment = { participantId, what, element, place };
    element.muted = true;
    element.autoplay = true;
    element.playsInline = true;
    this.attachments.add(attachment);
    this.supply(attachment);
    this.observer.observe(element);
    this.onResize();
    return () => {
      this.attachments.delete(attachment);
      this.observer.unobserve(element);
      element.srcObject = null;
      this.onResize();
    };
  }

  /** Streams may have changed. */
  refresh(): void {
    for (const attachment of this.attachments) this.supply(attachment);
  }

  /** The remote pictures on the screen. Heights in device pixels. */
  shown(): readonly ShownPicture[] {
    const shown: ShownPicture[] = [];
    for (const { participantId, what, element, place } of this.attachments) {
      const source = this.find(participantId, what);
      if (source?.sourceName === undefined) continue;
      shown.push({
        sourceName: source.sourceName,
        height: Math.round(element.clientHeight * devicePixelRatio),
        isScreen: what === "screen",
        place,
      });
    }
    return shown;
  }

  stop(): void {
    this.observer.disconnect();
    for (const { element } of this.attachments) element.srcObject = null;
    this.attachments.clear();
  }

  private supply({ participantId, what, element }: Attachment): void {
    const stream = this.find(participantId, what)?.stream ?? null;
    if (element.srcObject === stream) return;
    element.srcObject = stream;
    // Muted pictures may always play; an AbortError only says that the next stream came already.
    if (stream) element.play().catch(() => undefined);
  }
}
