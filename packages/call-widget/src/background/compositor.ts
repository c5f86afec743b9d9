import type { Backdrop } from "./messages.ts";
import type { Shown } from "./state.ts";

/** What the model looks at. */
const MODEL = { width: 256, height: 144 } as const;

/** How often a picture is halved, and by that blurred. */
const HALVINGS = { light: 3, strong: 5 } as const;

type Surface = OffscreenCanvasRenderingContext2D;

/**
 * Puts a person in front of another background. Blur is made by halving a picture again and again
 * and enlarging it the same way: that costs little without a graphics card, and every browser can.
 */
export class Compositor {
  readonly #output = surface();
  readonly #model = surface();
  /** One for each halving, reused from picture to picture. */
  readonly #steps: Surface[] = [];
  readonly #mask = surface();
  #hasMask = false;
  #backdrop: Backdrop = "strong";
  #picture: ImageBitmap | undefined;

  /** Without a picture for it, `picture` is a strong blur. */
  setBackdrop(backdrop: Backdrop, picture: ImageBitmap | undefined): void {
    this.#backdrop = backdrop;
    if (picture === this.#picture) return;
    this.#picture?.close();
    this.#picture = picture;
  }

  /** @param mask is closed */
  setMask(mask: ImageBitmap): void {
    resize(this.#mask, mask.width, mask.height);
    this.#mask.globalCompositeOperation = "copy";
    this.#mask.drawImage(mask, 0, 0);
    // What belongs to the person by half is mostly wall: multiplied by itself it fades.
    this.#mask.globalCompositeOperation = "destination-in";
    this.#mask.drawImage(mask, 0, 0);
    mask.close();
    this.#hasMask = true;
  }

  /** A picture as the model wants it. */
  forModel(frame: CanvasImageSource): ImageBitmap {
    resize(this.#model, MODEL.width, MODEL.height);
    this.#model.drawImage(frame, 0, 0, MODEL.width, MODEL.height);
    return this.#model.canvas.transferToImageBitmap();
  }

  /** @param frame of this width and height, in pixels */
  paint(frame: CanvasImageSource, width: number, height: number, shown: Shown): OffscreenCanvas {
    const output = this.#output;
    resize(output, width, height);
    if (shown === "veil" || !this.#hasMask) {
      output.globalCompositeOperation = "copy";
      this.#blur(frame, HALVINGS.strong);
      return output.canvas;
    }
    output.globalCompositeOperation = "copy";
    // Enlarged smoothly, so that edges are soft.
    output.drawImage(this.#mask.canvas, 0, 0, width, height);
    output.globalCompositeOperation = "source-in";
    output.drawImage(frame, 0, 0, width, height);
    output.globalCompositeOperation = "destination-over";
    if (this.#backdrop !== "picture") this.#blur(frame, HALVINGS[this.#backdrop]);
    else if (this.#picture) this.#cover(this.#picture);
    else this.#blur(frame, HALVINGS.strong);
    return output.canvas;
  }

  close(): void {
    this.#picture?.close();
    this.#picture = undefined;
  }

  #blur(frame: CanvasImageSource, halvings: number): void {
    const { width, height } = this.#output.canvas;
    let from = frame;
    const sizeAt = (n: number): readonly [number, number] => [
      Math.max(1, Math.round(width / 2 ** n)),
      Math.max(1, Math.round(height / 2 ** n)),
    ];
    const draw = (n: number): void => {
      const step = (this.#steps[n] ??= surface());
      const [w, h] = sizeAt(n);
      resize(step, w, h);
      step.globalCompositeOperation = "copy";
      step.drawImage(from, 0, 0, w, h);
      from = step.canvas;
    };
    // The first two at once: they cost most, and nobody sees the difference.
    for (let n = 2; n <= halvings; n += 1) draw(n);
    for (let n = halvings - 1; n > 1; n -= 1) draw(n);
    this.#output.drawImage(from, 0, 0, width, height);
  }

  /** Fills everything, and cuts off what stands over. */
  #cover(picture: ImageBitmap): void {
    const { width, height } = this.#output.canvas;
    const scale = Math.max(width / picture.width, height / picture.height);
    const w = picture.width * scale;
    const h = picture.height * scale;
    this.#output.drawImage(picture, (width - w) / 2, (height - h) / 2, w, h);
  }
}

function surface(): Surface {
  const context = new OffscreenCanvas(1, 1).getContext("2d");
  if (!context) throw new Error("There is no canvas to paint on");
  return context;
}

function resize({ canvas }: Surface, width: number, height: number): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
