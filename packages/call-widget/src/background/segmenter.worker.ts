/**
 * Makes masks of people, with MediaPipe's "selfie segmentation". A classic worker without imports:
 * the files of that package are scripts that want a global scope.
 */
import type { FromSegmenter, SegmenterStart, ToSegmenter } from "./messages.ts";

interface Segmentation {
  setOptions(options: {
    readonly modelSelection: 0 | 1;
    readonly selfieMode: boolean;
    readonly useCpuInference: boolean;
  }): void;
  onResults(listener: (results: { readonly segmentationMask: ImageBitmap }) => void): void;
  initialize(): Promise<void>;
  send(inputs: { readonly image: ImageBitmap }): Promise<void>;
}

type SegmentationClass = new (options: { locateFile: (name: string) => string }) => Segmentation;

declare const self: DedicatedWorkerGlobalScope;

const LOADER = "selfie_segmentation.js";
/** The model for wide pictures, of 256 × 144. */
const LANDSCAPE = 1;

/** A script element, as far as the package needs one. */
class ScriptElement extends EventTarget {
  #url = "";

  setAttribute(name: string, value: string): void {
    if (name === "src") this.#url = value;
  }

  load(): void {
    try {
      self.importScripts(this.#url);
      this.dispatchEvent(new Event("load"));
    } catch {
      this.dispatchEvent(new Event("error"));
    }
  }
}

/**
 * What the package wants of a page. It has a way of its own through workers, which loads the model
 * as a script and forgets its canvas; the way through pages works.
 */
function pretendToBeAPage(): void {
  Reflect.set(self, "window", self);
  Reflect.set(self, "document", {
    addEventListener: () => undefined,
    createElement: (name: string) =>
      name === "canvas" ? new OffscreenCanvas(1, 1) : new ScriptElement(),
    body: { appendChild: (script: ScriptElement) => script.load() },
  });
}

/** @throws Error when it cannot be loaded; if it can, the browser has it from now on */
async function isThere(url: string): Promise<void> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Not there: ${url}`);
  await response.arrayBuffer();
}

async function load(files: SegmenterStart["files"]): Promise<Segmentation> {
  const locateFile = (name: string): string => {
    const url = files[name];
    if (url === undefined) throw new Error(`There is no ${name}`);
    return url;
  };
  // The package waits for ever for what does not come.
  await Promise.all(Object.values(files).map(isThere));
  pretendToBeAPage();
  self.importScripts(locateFile(LOADER));
  const Made = Reflect.get(self, "SelfieSegmentation") as SegmentationClass;
  const segmentation = new Made({ locateFile });
  // On a graphics card it would wait for that card, which draws the whole page besides.
  segmentation.setOptions({ modelSelection: LANDSCAPE, selfieMode: false, useCpuInference: true });
  await segmentation.initialize();
  return segmentation;
}

async function run({ files, port }: SegmenterStart): Promise<void> {
  const tell = (message: FromSegmenter, transfer: Transferable[] = []): void =>
    port.postMessage(message, transfer);
  try {
    const segmentation = await load(files);
    let asked = 0;
    segmentation.onResults(({ segmentationMask: mask }) => {
      tell({ kind: "mask", mask, took: performance.now() - asked }, [mask]);
    });
    const segment = async (image: ImageBitmap): Promise<void> => {
      asked = performance.now();
      try {
        await segmentation.send({ image });
      } catch {
        tell({ kind: "failed" });
      }
      image.close();
    };
    port.addEventListener("message", ({ data }: MessageEvent<ToSegmenter>) => void segment(data));
    port.start();
    tell({ kind: "loaded" });
  } catch {
    tell({ kind: "failed" });
  }
}

self.addEventListener("message", ({ data }: MessageEvent<SegmenterStart>) => void run(data));
