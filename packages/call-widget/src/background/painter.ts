import { Compositor } from "./compositor.ts";
import type { Backdrop, FromSegmenter, PaintingReport } from "./messages.ts";
import {
  beginMasking,
  isMaskDue,
  type Masking,
  type MaskingEvent,
  shownAt,
  stepMasking,
} from "./state.ts";

/** Milliseconds between two reports of the cost; changes of the stage are told at once. */
const REPORT_EVERY = 1_000;

/** Paints picture after picture, and has masks made as often as the computer can. */
export class Painter {
  readonly #compositor = new Compositor();
  #state: Masking = beginMasking(performance.now());
  #frameCost = 0;
  #reported = 0;

  constructor(
    private readonly segmenter: MessagePort,
    private readonly report: (report: PaintingReport) => void,
  ) {
    segmenter.addEventListener("message", ({ data }: MessageEvent<FromSegmenter>) =>
      this.#hear(data),
    );
    segmenter.start();
  }

  setBackdrop(backdrop: Backdrop, picture: ImageBitmap | undefined): void {
    this.#compositor.setBackdrop(backdrop, picture);
  }

  segmenterFailed(): void {
    this.#step({ kind: "failed" });
  }

  /** @param frame of this width and height, in pixels */
  paint(frame: CanvasImageSource, width: number, height: number): OffscreenCanvas {
    const at = performance.now();
    this.#step({ kind: "frame" });
    if (isMaskDue(this.#state, at)) {
      const small = this.#compositor.forModel(frame);
      this.#step({ kind: "asked" });
      this.segmenter.postMessage(small, [small]);
    }
    const painted = this.#compositor.paint(frame, width, height, shownAt(this.#state, at));
    this.#frameCost += (performance.now() - at - this.#frameCost) * 0.1;
    if (at - this.#reported > REPORT_EVERY) this.#tell(at);
    return painted;
  }

  close(): void {
    this.segmenter.close();
    this.#compositor.close();
  }

  #hear(message: FromSegmenter): void {
    if (message.kind === "mask") {
      this.#compositor.setMask(message.mask);
      this.#step({ kind: "came", took: message.took });
    } else this.#step(message);
  }

  #step(event: MaskingEvent): void {
    const at = performance.now();
    const before = this.#state.stage;
    this.#state = stepMasking(this.#state, event, at);
    if (this.#state.stage !== before) this.#tell(at);
  }

  #tell(at: number): void {
    this.#reported = at;
    const { stage, cost } = this.#state;
    this.report({ stage, maskCost: cost, frameCost: this.#frameCost });
  }
}
