import type { PaintingReport, ToPainter } from "./messages.ts";
import { Painter } from "./painter.ts";

declare const self: DedicatedWorkerGlobalScope;

let painter: Painter | undefined;
/** What was wished for before there was anything to paint. */
let wish: Extract<ToPainter, { kind: "wish" }> | undefined;

// A worker is of the same origin, and has no argument for another one.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const report = (message: PaintingReport): void => self.postMessage(message);

async function run({ frames, painted }: Extract<ToPainter, { kind: "start" }>): Promise<void> {
  const reader = frames.getReader();
  const writer = painted.getWriter();
  for (;;) {
    const { done, value: frame } = await reader.read();
    if (done) break;
    const { displayWidth, displayHeight, timestamp } = frame;
    const canvas = painter?.paint(frame, displayWidth, displayHeight);
    frame.close();
    if (canvas) await writer.write(new VideoFrame(canvas, { timestamp, alpha: "discard" }));
  }
  await writer.close();
}

self.addEventListener("message", ({ data }: MessageEvent<ToPainter>) => {
  switch (data.kind) {
    case "start":
      painter = new Painter(data.segmenter, report);
      if (wish) painter.setBackdrop(wish.backdrop, wish.picture);
      // The camera or what was to be painted has ended: so has this.
      void run(data).catch(() => self.close());
      break;
    case "wish":
      wish = data;
      painter?.setBackdrop(data.backdrop, data.picture);
      break;
    case "segmenter-failed":
      painter?.segmenterFailed();
      break;
  }
});
