import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Plugin } from "vite";

/** Bytes above which a file is kept only once it is used: what few people use, such as PDF pages. */
const LARGE = 600_000;

/**
 * Builds the service worker after the client, with the list of the client's files in it. Files in
 * the languages and formats that somebody does not use are fetched too: they are small, and an
 * update leaves nobody without them.
 */
export function serviceWorker(): Plugin {
  return {
    name: "plenum-service-worker",
    apply: "build",
    async generateBundle(_options, bundle) {
      const files = Object.values(bundle)
        .filter(({ fileName }) => /\.(?:js|css|woff2)$/.test(fileName))
        // Pictures of the typeface that only a few devices need.
        .filter(({ fileName }) => !fileName.includes("noto-color-emoji"))
        // Other backgrounds in calls: useless without the 6 MB of WebAssembly that come with them.
        .filter(({ fileName }) => !fileName.includes("selfie_segmentation"))
        .filter((file) => sizeOf(file) < LARGE)
        .map(({ fileName }) => `/${fileName}`)
        .toSorted();
      const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 12);
      const { outputFiles } = await build({
        entryPoints: [fileURLToPath(new URL("src/pwa/service-worker.ts", import.meta.url))],
        bundle: true,
        minify: true,
        format: "iife",
        target: "es2022",
        write: false,
        define: { PLENUM_BUILD: JSON.stringify({ version, files }) },
      });
      const [worker] = outputFiles;
      if (worker === undefined) throw new Error("The service worker came out empty.");
      this.emitFile({ type: "asset", fileName: "sw.js", source: worker.text });
    },
  };
}

function sizeOf(
  file: { type: "chunk"; code: string } | { type: "asset"; source: string | Uint8Array },
) {
  return file.type === "chunk" ? file.code.length : file.source.length;
}
