/**
 * A small window of the browser that stays above everything.
 * @see https://wicg.github.io/document-picture-in-picture/
 */
interface DocumentPictureInPicture {
  requestWindow(options: { readonly width: number; readonly height: number }): Promise<Window>;
}

function isWindows(value: unknown): value is DocumentPictureInPicture {
  return (
    typeof value === "object" &&
    value !== null &&
    "requestWindow" in value &&
    typeof value.requestWindow === "function"
  );
}

/** CSS pixels of the window when it opens: three tiles and the controls. */
const SIZE = { width: 340, height: 300 };

/** How a call can leave the window of the browser. */
export type FloatingKind = "window" | "video" | "none";

/** What this browser can do: the whole small call, one picture of it, or nothing. */
export function floatingKind(): FloatingKind {
  if (isWindows(Reflect.get(globalThis, "documentPictureInPicture"))) return "window";
  return document.pictureInPictureEnabled ? "video" : "none";
}

/**
 * Opens the small window, looking like this one. Has to follow from a click; closing it is up to
 * whoever opened it, and to the person (`pagehide`).
 * @throws DOMException where the browser refuses
 */
export async function openFloatingWindow(): Promise<Window> {
  const windows: unknown = Reflect.get(globalThis, "documentPictureInPicture");
  if (!isWindows(windows)) throw new DOMException("No such windows", "NotSupportedError");
  const opened = await windows.requestWindow(SIZE);
  dress(document, opened.document);
  return opened;
}

/** Gives a document the looks of another one: its styles, its theme, its language. */
export function dress(from: Document, to: Document): void {
  for (const style of from.querySelectorAll("link[rel=stylesheet], style")) {
    const copy = to.importNode(style, true);
    // The small window has no address of its own that a relative one could start from.
    if (style instanceof HTMLLinkElement) copy.setAttribute("href", style.href);
    to.head.append(copy);
  }
  for (const { name, value } of from.documentElement.attributes) {
    to.documentElement.setAttribute(name, value);
  }
  to.title = from.title;
  to.body.className = "call-window";
}

/**
 * Puts the largest moving picture of a call above everything, where there is no window for more.
 * Has to follow from a click.
 * @returns false where there is no picture, or the browser refuses
 */
export async function floatLargestVideo(root: ParentNode): Promise<boolean> {
  const [largest] = [...root.querySelectorAll("video")]
    // Not before it is known what it shows.
    .filter((video) => video.readyState > 0)
    .toSorted((a, b) => area(b) - area(a));
  if (largest === undefined) return false;
  // The browser shall not offer it at each picture; here it was asked for.
  largest.disablePictureInPicture = false;
  try {
    await largest.requestPictureInPicture();
    largest.addEventListener(
      "leavepictureinpicture",
      () => {
        largest.disablePictureInPicture = true;
      },
      { once: true },
    );
    return true;
  } catch {
    largest.disablePictureInPicture = true;
    return false;
  }
}

function area(video: HTMLVideoElement): number {
  return video.clientWidth * video.clientHeight;
}
