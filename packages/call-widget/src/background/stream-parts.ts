/**
 * Pictures of a track one by one, and a track of pictures. Chromium has both in pages; elsewhere a
 * canvas does it.
 * @see https://www.w3.org/TR/mediacapture-transform/
 */

export type Sink =
  | {
      readonly kind: "frames";
      readonly frames: ReadableStream<VideoFrame>;
      readonly painted: WritableStream<VideoFrame>;
      readonly output: MediaStream;
    }
  | {
      readonly kind: "canvas";
      readonly canvas: HTMLCanvasElement;
      readonly output: MediaStream;
    };

type ProcessorClass = new (options: {
  readonly track: MediaStreamTrack;
  readonly maxBufferSize: number;
}) => { readonly readable: ReadableStream<VideoFrame> };

type GeneratorClass = new (options: { readonly kind: "video" }) => MediaStreamTrack & {
  readonly writable: WritableStream<VideoFrame>;
};

/** Pictures a second at most where a canvas gives them. */
const FRAME_RATE = 30;

/** Where painted pictures go. Nothing does before somebody paints. */
export function openSink(source: MediaStreamTrack): Sink {
  const Processor = Reflect.get(globalThis, "MediaStreamTrackProcessor") as
    | ProcessorClass
    | undefined;
  const Generator = Reflect.get(globalThis, "MediaStreamTrackGenerator") as
    | GeneratorClass
    | undefined;
  if (Processor && Generator) {
    const generator = new Generator({ kind: "video" });
    // What could not be painted in time is left out.
    const { readable } = new Processor({ track: source, maxBufferSize: 1 });
    const output = new MediaStream([generator]);
    return { kind: "frames", frames: readable, painted: generator.writable, output };
  }
  const canvas = document.createElement("canvas");
  const { width = 1280, height = 720 } = source.getSettings();
  canvas.width = width;
  canvas.height = height;
  // A canvas without a context gives no stream.
  canvas.getContext("2d");
  return { kind: "canvas", canvas, output: canvas.captureStream(FRAME_RATE) };
}
