import type { Backdrop, PaintingReport, ToPainter } from "./messages.ts";
import { Painter } from "./painter.ts";
import { startSegmenter } from "./segmenter.ts";
import type { Sink } from "./stream-parts.ts";

/** Milliseconds between two pictures where the browser gives no pictures of a track. */
const TICK = 1_000 / 24;

/** The way of one camera's pictures through the painter. */
export interface Pipeline {
  /** @param picture becomes the pipeline's own */
  setBackdrop(backdrop: Backdrop, picture: ImageBitmap | undefined): void;
  stop(): void;
}

/** Begins to paint. Until the first mask is there everything is blurred. */
export function startPipeline(
  source: MediaStreamTrack,
  sink: Sink,
  onReport: (report: PaintingReport) => void,
): Pipeline {
  return sink.kind === "frames"
    ? paintInWorker(sink, onReport)
    : paintInPage(source, sink.canvas, onReport);
}

function paintInWorker(
  { frames, painted }: Extract<Sink, { kind: "frames" }>,
  onReport: (report: PaintingReport) => void,
): Pipeline {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL("./painter.worker.ts", import.meta.url), { type: "module" });
  const post = (message: ToPainter, transfer: Transferable[] = []): void =>
    worker.postMessage(message, transfer);
  worker.addEventListener("message", ({ data }: MessageEvent<PaintingReport>) => onReport(data));
  // Nothing is painted, and so nothing sent.
  worker.addEventListener("error", () => onReport({ stage: "failed", maskCost: 0, frameCost: 0 }));
  post({ kind: "start", frames, painted, segmenter: port1 }, [frames, painted, port1]);
  const stopSegmenter = startSegmenter(port2, () => post({ kind: "segmenter-failed" }));
  return {
    setBackdrop: (backdrop, picture) =>
      post({ kind: "wish", backdrop, picture }, picture ? [picture] : []),
    stop() {
      stopSegmenter();
      worker.terminate();
    },
  };
}

/** Slower: every picture passes through the page, whatever else that has to do. */
function paintInPage(
  source: MediaStreamTrack,
  canvas: HTMLCanvasElement,
  onReport: (report: PaintingReport) => void,
): Pipeline {
  const { port1, port2 } = new MessageChannel();
  const painter = new Painter(port1, onReport);
  const stopSegmenter = startSegmenter(port2, () => painter.segmenterFailed());
  const surface = canvas.getContext("2d");
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([source]);
  void video.play().catch(() => undefined);
  const ticks = new Worker(new URL("./ticks.worker.ts", import.meta.url), { type: "module" });
  ticks.addEventListener("message", () => {
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0 || height === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    surface?.drawImage(painter.paint(video, width, height), 0, 0);
  });
  // A worker is of the same origin, and has no argument for another one.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  ticks.postMessage(TICK);
  return {
    setBackdrop: (backdrop, picture) => painter.setBackdrop(backdrop, picture),
    stop() {
      ticks.terminate();
      stopSegmenter();
      video.srcObject = null;
      painter.close();
    },
  };
}
