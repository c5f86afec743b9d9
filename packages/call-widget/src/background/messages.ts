import type { Stage } from "./state.ts";

/** What somebody wants behind themself. */
export type Backdrop = "light" | "strong" | "picture";

/** To the worker that makes masks, over its port. */
export type ToSegmenter = ImageBitmap;

/** From it. A mask is as opaque as a point belongs to the person. */
export type FromSegmenter =
  | { readonly kind: "loaded" }
  | { readonly kind: "mask"; readonly mask: ImageBitmap; readonly took: number }
  | { readonly kind: "failed" };

/** What the worker that makes masks is begun with: addresses of its files by their names. */
export interface SegmenterStart {
  readonly files: Readonly<Record<string, string>>;
  readonly port: MessagePort;
}

/** To the worker that puts pictures together. */
export type ToPainter =
  | {
      readonly kind: "start";
      readonly frames: ReadableStream<VideoFrame>;
      readonly painted: WritableStream<VideoFrame>;
      readonly segmenter: MessagePort;
    }
  | {
      readonly kind: "wish";
      readonly backdrop: Backdrop;
      readonly picture: ImageBitmap | undefined;
    }
  | { readonly kind: "segmenter-failed" };

/** How it goes. */
export interface PaintingReport {
  readonly stage: Stage;
  /** Milliseconds of a mask, and of putting one picture together. */
  readonly maskCost: number;
  readonly frameCost: number;
}
