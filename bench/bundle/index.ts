import { readdir } from "node:fs/promises";
import { join } from "node:path";
import {
  CALL_PAGE_CHUNKS,
  gzipSize,
  initialScriptBytes,
  JOINED_CALL_CHUNKS,
} from "../../apps/cli/src/quality/web-bundle.ts";
import type { Bench, Figure } from "../src/figure.ts";

/** What comes when somebody wants another background in a call, and not before. */
const BACKGROUND = /selfie_segmentation/;

/** Bytes, compressed, of all files with an ending; those for backgrounds only where they are meant. */
async function bytesOf(folder: string, ending: RegExp, background = false): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .filter((entry) => BACKGROUND.test(entry.name) === background);
  const sizes = await Promise.all(
    files.map((entry) => gzipSize(join(entry.parentPath, entry.name))),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

function one(figure: string, bytes: number, atMost?: number): Figure {
  const value = bytes / 1000;
  const aim = atMost === undefined ? {} : { aim: { atMost } };
  return { bench: "bundle", figure, value, unit: "kB", ...aim, spread: [value, value], n: 1 };
}

/** What a browser has to load, from the built client. */
export const bundleBench: Bench = {
  name: "bundle",
  describe:
    "Client: JavaScript until a signed-in person can work, all JavaScript, WebAssembly, styles; the call page (gzip)",
  async run({ root }) {
    const dist = join(root, "apps/web/dist");
    const page = join(root, "packages/call-widget/dist-page");
    return [
      one("initial JavaScript of the signed-in shell", await initialScriptBytes(dist), 350),
      one("all JavaScript of the client", await bytesOf(dist, /\.js$/)),
      one("WebAssembly (streamed separately)", await bytesOf(dist, /\.wasm$/)),
      one(
        "other backgrounds in calls, once somebody wants one",
        await bytesOf(dist, /\.(?:js|wasm|tflite|binarypb)$/, true),
      ),
      one("styles", await bytesOf(dist, /\.css$/)),
      one(
        "the call as a page of its own (widget), without lib-jitsi-meet",
        await initialScriptBytes(page, CALL_PAGE_CHUNKS),
        120,
      ),
      one("the same with what joining needs", await initialScriptBytes(page, JOINED_CALL_CHUNKS)),
    ];
  },
};
