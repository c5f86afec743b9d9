import { getDocument, GlobalWorkerOptions, TextLayer, type PDFDocumentProxy } from "pdfjs-dist";
// oxlint-disable-next-line import/default -- Vite answers with the address of the file
import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

/** Pixels of a drawn page at most; four bytes each. */
const LARGEST_PAGE = 16_000_000;
export interface OpenPdf {
  readonly pages: number;
  /** Width over height of the first page; the others stand in for it until they are drawn. */
  readonly shape: number;
  /**
   * Draws a page.
   * @param width CSS pixels
   * @param options `text` gets the words of the page as selectable text; `signal` stops it
   */
  draw(
    page: number,
    canvas: HTMLCanvasElement,
    width: number,
    options?: { readonly text?: HTMLElement; readonly signal?: AbortSignal },
  ): Promise<{ readonly height: number }>;
  close(): void;
}

/**
 * Opens a PDF in a worker of our own origin. Its scripts never run, and it cannot load anything:
 * only the bytes given here are read.
 */
export async function openPdf(file: Blob): Promise<OpenPdf> {
  GlobalWorkerOptions.workerSrc = workerUrl;
  const task = getDocument({
    data: await file.arrayBuffer(),
    enableXfa: false,
    isEvalSupported: false,
    useSystemFonts: true,
    stopAtErrors: false,
  });
  try {
    const document = await task.promise;
    const first = (await document.getPage(1)).getViewport({ scale: 1 });
    return {
      pages: document.numPages,
      shape: first.width / Math.max(1, first.height),
      draw: async (page, canvas, width, options = {}) =>
        draw(document, page, canvas, width, options),
      close: () => void task.destroy(),
    };
  } catch (error) {
    void task.destroy();
    throw error;
  }
}

async function draw(
  document: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  width: number,
  { text, signal }: { readonly text?: HTMLElement; readonly signal?: AbortSignal },
): Promise<{ height: number }> {
  const page = await document.getPage(number);
  signal?.throwIfAborted();
  const natural = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: width / natural.width });
  const area = viewport.width * viewport.height;
  const sharpness = Math.min(window.devicePixelRatio, 2, Math.sqrt(LARGEST_PAGE / area));
  canvas.width = Math.max(1, Math.floor(viewport.width * sharpness));
  canvas.height = Math.max(1, Math.floor(viewport.height * sharpness));
  const drawing = page.render({
    canvas,
    viewport,
    transform: [sharpness, 0, 0, sharpness, 0, 0],
  });
  // A canvas takes one drawing at a time.
  signal?.addEventListener("abort", () => drawing.cancel(), { once: true });
  await drawing.promise;
  if (text !== undefined) {
    text.replaceChildren();
    text.style.setProperty("--total-scale-factor", String(width / natural.width));
    await new TextLayer({
      textContentSource: page.streamTextContent(),
      container: text,
      viewport,
    }).render();
  }
  page.cleanup();
  return { height: viewport.height };
}
