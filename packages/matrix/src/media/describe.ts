import { isBearable, readPictureSize } from "./picture-size.ts";

/** What a browser can tell of a picture, a video or a sound before it is sent. */
export interface MediaDescription {
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Milliseconds. */
  readonly duration?: number;
  readonly thumbnail?: { readonly blob: Blob; readonly width: number; readonly height: number };
}

const THUMBNAIL_WIDTH = 800;
const THUMBNAIL_HEIGHT = 600;
/** Bytes below which a picture needs no smaller one beside it. */
const SMALL = 150_000;
/** Milliseconds after which a video that does not show itself is sent without a picture. */
const PATIENCE = 8_000;

/**
 * Looks at a file in the browser. Whatever cannot be told is left out: a file that only calls
 * itself a picture goes as it is.
 * @param kind type of the message that it becomes
 */
export async function describeMedia(
  file: Blob,
  kind: "m.image" | "m.video" | "m.audio" | "m.file",
  signal: AbortSignal,
): Promise<MediaDescription> {
  if (typeof document === "undefined") return {};
  try {
    if (kind === "m.image") return await describePicture(file);
    if (kind === "m.video") return await describeVideo(file, signal);
    if (kind === "m.audio") return await describeAudio(file, signal);
    return {};
  } catch {
    signal.throwIfAborted();
    return {};
  }
}

async function describePicture(file: Blob): Promise<MediaDescription> {
  // The size that the file states, before the browser unpacks it: a few bytes can claim a wall.
  const claimed = readPictureSize(new Uint8Array(await file.slice(0, 65_536).arrayBuffer()));
  if (claimed !== undefined && !isBearable(claimed)) {
    return claimed;
  }
  const bitmap = await createImageBitmap(file);
  try {
    const { width, height } = bitmap;
    const small =
      file.size <= SMALL && width <= THUMBNAIL_WIDTH * 2 && height <= THUMBNAIL_HEIGHT * 2;
    const thumbnail = small ? undefined : await draw(bitmap, width, height, file.type);
    return { width, height, ...(thumbnail === undefined ? {} : { thumbnail }) };
  } finally {
    bitmap.close();
  }
}

async function draw(
  picture: CanvasImageSource,
  width: number,
  height: number,
  type: string,
): Promise<MediaDescription["thumbnail"]> {
  const scale = Math.min(1, THUMBNAIL_WIDTH / width, THUMBNAIL_HEIGHT / height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  // Only JPEG has no transparency to lose.
  const format = type === "image/jpeg" || type === "" ? "image/jpeg" : "image/webp";
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, format, 0.82);
  });
  return blob === null ? undefined : { blob, width: canvas.width, height: canvas.height };
}

async function withElement<Element extends HTMLMediaElement, Result>(
  element: Element,
  file: Blob,
  signal: AbortSignal,
  use: (element: Element, wait: (event: string) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  const url = URL.createObjectURL(file);
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  const wait = (event: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const fail = (): void => reject(new Error(`No ${event}`));
      element.addEventListener(event, () => resolve(), { once: true, signal: patience });
      element.addEventListener("error", fail, { once: true, signal: patience });
      patience.addEventListener("abort", fail, { once: true });
    });
  try {
    element.preload = "auto";
    element.muted = true;
    element.src = url;
    return await use(element, wait);
  } finally {
    element.removeAttribute("src");
    element.load();
    URL.revokeObjectURL(url);
  }
}

function durationOf(element: HTMLMediaElement): Pick<MediaDescription, "duration"> {
  const { duration } = element;
  return Number.isFinite(duration) && duration > 0 ? { duration: duration * 1000 } : {};
}

async function describeVideo(file: Blob, signal: AbortSignal): Promise<MediaDescription> {
  return withElement(document.createElement("video"), file, signal, async (video, wait) => {
    await wait("loadeddata");
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0 || height === 0) return durationOf(video);
    // The very first picture is often black.
    if (Number.isFinite(video.duration) && video.duration > 1) {
      video.currentTime = Math.min(1, video.duration / 10);
      await wait("seeked");
    }
    const thumbnail = await draw(video, width, height, "image/jpeg");
    return {
      width,
      height,
      ...durationOf(video),
      ...(thumbnail === undefined ? {} : { thumbnail }),
    };
  });
}

async function describeAudio(file: Blob, signal: AbortSignal): Promise<MediaDescription> {
  return withElement(document.createElement("audio"), file, signal, async (audio, wait) => {
    await wait("loadedmetadata");
    return durationOf(audio);
  });
}
