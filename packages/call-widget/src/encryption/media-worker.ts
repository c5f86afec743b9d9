import { attachTransforms, type PutTransform } from "./attach.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

/** The worker in which the media of a call is encrypted. */
export interface MediaWorker {
  post(message: ToWorker): void;
  /** Has a connection's media go through it. @param received which track a numbered receiver gives */
  attach(
    connection: RTCPeerConnection,
    received: (receiver: number, track: MediaStreamTrack) => void,
  ): void;
  close(): void;
}

/** Starts the worker. Nothing comes out of it before it has keys. */
export function startMediaWorker(onMessage: (message: FromWorker) => void): MediaWorker {
  const worker = new Worker(new URL("./media.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => onMessage(data));
  let receivers = 0;
  const put: PutTransform = (on, options) => {
    on.transform = new RTCRtpScriptTransform(worker, options);
  };
  return {
    // A worker is of the same origin, and has no argument for another one.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    post: (message) => worker.postMessage(message),
    attach: (connection, received) =>
      attachTransforms(connection, put, () => (receivers += 1), received),
    close: () => worker.terminate(),
  };
}
