/** Tells a page when to paint: its own timers run once a second while nobody looks at it. */

declare const self: DedicatedWorkerGlobalScope;

self.addEventListener("message", ({ data }: MessageEvent<number>) => {
  // A worker is of the same origin, and has no argument for another one.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  setInterval(() => self.postMessage(undefined), data);
});
