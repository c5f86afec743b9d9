import type { JitsiTrack } from "../jitsi/library-types.ts";
import type { Backdrop, PaintingReport } from "./messages.ts";
import type { Pipeline, startPipeline as StartPipeline } from "./pipeline.ts";
import { openSink, type Sink } from "./stream-parts.ts";

/** What effects of cameras are told and asked. */
export interface Backdrops {
  /** What is wished for now; undefined: the picture as it comes. */
  readonly backdrop: Backdrop | undefined;
  /** A copy of somebody's own picture, if there is one. */
  picture(): Promise<ImageBitmap | undefined>;
  /** Comes when the first camera wants another background. */
  load(): Promise<{ readonly startPipeline: typeof StartPipeline }>;
  told(effect: CameraEffect, report: PaintingReport): void;
}

/**
 * One opened camera as the library's "stream effect". Every camera has one: with no background
 * wished for when the camera opens, the picture goes through untouched and costs nothing. A camera that
 * is switched off and on again is opened anew, and asks anew.
 * @see `JitsiLocalTrack`, `IStreamEffect` in lib-jitsi-meet (2022 and 2026 alike)
 */
export class CameraEffect {
  #source: MediaStreamTrack | undefined;
  #output: MediaStream | undefined;
  #pipeline: Pipeline | undefined;
  /** Counts the cameras: what was loaded for an earlier one is not begun. */
  #turn = 0;
  /** The device was pulled out. The painted track knows nothing of it. */
  onEnded: (() => void) | undefined;

  constructor(private readonly backdrops: Backdrops) {}

  /** Whether the picture is painted. */
  get paints(): boolean {
    return this.#output !== undefined;
  }

  isEnabled(track: Pick<JitsiTrack, "getType">): boolean {
    return track.getType() === "video";
  }

  startEffect(stream: MediaStream): MediaStream {
    const [source] = stream.getVideoTracks();
    if (this.backdrops.backdrop === undefined || !source) return stream;
    const sink = openSink(source);
    this.#source = source;
    this.#output = sink.output;
    source.addEventListener("ended", this.#ended);
    const turn = (this.#turn += 1);
    void this.#paint(source, sink, turn);
    return sink.output;
  }

  async #paint(source: MediaStreamTrack, sink: Sink, turn: number): Promise<void> {
    try {
      const { startPipeline } = await this.backdrops.load();
      if (turn !== this.#turn) return;
      this.#pipeline = startPipeline(source, sink, (report) => this.#report(report));
      await this.show();
    } catch {
      // Nothing is painted, and so nothing sent.
      if (turn === this.#turn) this.#report({ stage: "failed", maskCost: 0, frameCost: 0 });
    }
  }

  /** The library takes its track apart, or switches the camera off. */
  stopEffect(): void {
    if (!this.paints) return;
    this.#turn += 1;
    this.#pipeline?.stop();
    this.#pipeline = undefined;
    this.#source?.removeEventListener("ended", this.#ended);
    // The library goes back to the camera's own stream for a moment; there is nothing in it.
    this.#source?.stop();
    for (const track of this.#output?.getTracks() ?? []) track.stop();
    this.#output = undefined;
  }

  /** Shows what is wished for now. Another background comes at once, none by another track. */
  async show(): Promise<void> {
    const { backdrop } = this.backdrops;
    if (backdrop === undefined || !this.#pipeline) return;
    // Blurred until the picture is there.
    if (backdrop !== "picture") this.#pipeline.setBackdrop(backdrop, undefined);
    else {
      this.#pipeline.setBackdrop("strong", undefined);
      const picture = await this.backdrops.picture().catch(() => undefined);
      if (this.#pipeline && this.backdrops.backdrop === "picture") {
        this.#pipeline.setBackdrop("picture", picture);
      } else picture?.close();
    }
  }

  readonly #ended = (): void => this.onEnded?.();

  #report(report: PaintingReport): void {
    if (this.paints) this.backdrops.told(this, report);
  }
}
