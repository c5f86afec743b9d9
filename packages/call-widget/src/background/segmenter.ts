// What they export are addresses, not what is in them.
/* oxlint-disable import/default */
import graph from "@mediapipe/selfie_segmentation/selfie_segmentation.binarypb?url";
import loader from "@mediapipe/selfie_segmentation/selfie_segmentation.js?url";
import model from "@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url";
import runtime from "@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.js?url";
import wasm from "@mediapipe/selfie_segmentation/selfie_segmentation_solution_simd_wasm_bin.wasm?url";
/* oxlint-enable import/default */
import type { SegmenterStart } from "./messages.ts";

/** Files of the package by the names by which it asks for them, all from our own origin. */
const FILES: Readonly<Record<string, string>> = {
  "selfie_segmentation.js": loader,
  "selfie_segmentation.binarypb": graph,
  "selfie_segmentation_landscape.tflite": model,
  "selfie_segmentation_solution_simd_wasm_bin.js": runtime,
  "selfie_segmentation_solution_simd_wasm_bin.wasm": wasm,
};

/**
 * Starts what makes masks of people: 6 MB, which come when somebody wants another background.
 * @param port takes pictures and gives masks (`FromSegmenter`)
 * @returns what ends it
 */
export function startSegmenter(port: MessagePort, onFailed: () => void): () => void {
  const worker = new Worker(new URL("./segmenter.worker.ts", import.meta.url));
  worker.addEventListener("error", onFailed);
  const files = Object.fromEntries(
    Object.entries(FILES).map(([name, url]) => [name, new URL(url, document.baseURI).href]),
  );
  const start: SegmenterStart = { files, port };
  worker.postMessage(start, [port]);
  return () => worker.terminate();
}
