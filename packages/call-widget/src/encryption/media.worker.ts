import { MediaCipher } from "./cipher.ts";
import type { FromWorker, ToWorker, TransformOptions } from "./worker-messages.ts";

type Frame = RTCEncodedAudioFrame | RTCEncodedVideoFrame;

/** Frames in a row that cannot be opened, before it is told: one or two are nothing to speak of. */
const PATIENCE = 25;
/** Milliseconds between two requests for a picture that needs no other. */
const KEY_PICTURE_EVERY = 1_000;

/** What comes from one sender on one receiver. */
interface Receiver {
  readonly number: number;
  readonly media: "audio" | "video";
  readonly transformer: RTCRtpScriptTransformer;
  endpoint: string | undefined;
  told: FromWorker["state"] | undefined;
  index: number | undefined;
  failures: number;
  /** Something was left out: the decoder waits for a picture that needs no other. */
  gap: boolean;
  askedAt: number;
}

const cipher = new MediaCipher();
const receivers = new Map<number, Receiver>();
/** One after the other: a key that came later must not be overtaken. */
let order: Promise<unknown> = Promise.resolve();

function tell(receiver: Receiver, state: FromWorker["state"], index?: number): void {
  if (receiver.endpoint === undefined) return;
  if (receiver.told === state && receiver.index === index) return;
  receiver.told = state;
  receiver.index = index;
  const message: FromWorker = {
    kind: "heard",
    receiver: receiver.number,
    endpoint: receiver.endpoint,
    state,
    ...(index === undefined ? {} : { index }),
  };
  postMessage(message);
}

async function open(receiver: Receiver, frame: Frame): Promise<ArrayBuffer | undefined> {
  const { endpoint, media } = receiver;
  if (endpoint === undefined) {
    receiver.gap = true;
    return undefined;
  }
  const now = performance.now();
  const opened = await cipher.open(endpoint, new Uint8Array(frame.data), media, now);
  if (opened.kind !== "open") {
    receiver.gap = true;
    receiver.failures += 1;
    if (receiver.failures >= PATIENCE) tell(receiver, opened.kind);
    return undefined;
  }
  receiver.failures = 0;
  tell(receiver, "open", opened.index);
  if (media === "video" && receiver.gap) {
    const isKey = "type" in frame && frame.type === "key";
    if (isKey) receiver.gap = false;
    else if (now - receiver.askedAt > KEY_PICTURE_EVERY) {
      receiver.askedAt = now;
      receiver.transformer.sendKeyFrameRequest().catch(() => undefined);
    }
  }
  return opened.frame.buffer;
}

/** Codecs that routers can pass on behind what `coverOf` shows; others are not let out. */
function mayLeave(frame: Frame, media: "audio" | "video"): boolean {
  const { mimeType }: { mimeType?: unknown } = frame.getMetadata();
  if (media === "audio" || typeof mimeType !== "string") return true;
  return mimeType.toLowerCase() === "video/vp8";
}

async function seal(frame: Frame, media: "audio" | "video"): Promise<ArrayBuffer | undefined> {
  if (!mayLeave(frame, media)) return undefined;
  return (await cipher.seal(new Uint8Array(frame.data), media))?.buffer;
}

function run(
  transformer: RTCRtpScriptTransformer,
  work: (frame: Frame) => Promise<ArrayBuffer | undefined>,
): void {
  const through = new TransformStream<Frame, Frame>({
    async transform(frame, controller) {
      const data = await work(frame).catch(() => undefined);
      if (data === undefined) return;
      frame.data = data;
      controller.enqueue(frame);
    },
  });
  transformer.readable
    .pipeThrough(through)
    .pipeTo(transformer.writable)
    // The connection was closed.
    .catch(() => undefined);
}

addEventListener("rtctransform", (event) => {
  const { transformer } = event as RTCTransformEvent;
  const options = transformer.options as TransformOptions;
  const { media } = options;
  if (options.role === "send") {
    run(transformer, (frame) => seal(frame, media));
    return;
  }
  const receiver: Receiver = {
    number: options.receiver,
    media,
    transformer,
    endpoint: bound.get(options.receiver),
    told: undefined,
    index: undefined,
    failures: 0,
    gap: true,
    askedAt: 0,
  };
  receivers.set(options.receiver, receiver);
  run(transformer, (frame) => open(receiver, frame));
});

/** Whose a receiver is: it may be told before the receiver begins. */
const bound = new Map<number, string>();

function bind(number: number, endpoint: string | undefined): void {
  if (endpoint === undefined) bound.delete(number);
  else bound.set(number, endpoint);
  const receiver = receivers.get(number);
  if (!receiver || receiver.endpoint === endpoint) return;
  receiver.endpoint = endpoint;
  receiver.told = undefined;
  receiver.failures = 0;
  receiver.gap = true;
}

async function obey(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case "use":
      await cipher.use(message.index, message.secret, message.sender);
      break;
    case "take":
      await cipher.take(message.endpoint, message.sender, message.index, message.secret);
      break;
    case "forget":
      cipher.forget(message.endpoint);
      break;
    case "bind":
      bind(message.receiver, message.endpoint);
      break;
    case "reset":
      cipher.stop();
      cipher.forgetAll();
      receivers.clear();
      bound.clear();
      break;
  }
}

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  order = order.then(() => obey(data)).catch(() => undefined);
});
