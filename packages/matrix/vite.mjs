// @ts-check
import { fileURLToPath } from "node:url";

const lean = (/** @type {string} */ name) =>
  fileURLToPath(new URL(`./src/lean/${name}.ts`, import.meta.url));

/** What of matrix-js-sdk is left out, by the end of the import's path. */
const REPLACED = /** @type {const} */ ([
  [
    /^\.\/webrtc\/(?:call|callEventHandler|groupCallEventHandler|groupCall|mediaHandler)\.js$/,
    "voip",
  ],
  [/^\.\/matrixrtc\/(?:MatrixRTCSessionManager|types)\.js$/, "matrix-rtc"],
  [/^unhomoglyph$/, "unhomoglyph"],
  [/^matrix-events-sdk$/, "events-sdk"],
]);

/**
 * Vite plugin for applications on `@plenum/matrix`: leaves the parts of matrix-js-sdk out that
 * Plenum never runs (its own calls, MatrixRTC, a table of similar letters, extensible events).
 * Without it everything works as well and is about 110 kB gzip larger.
 */
export function leanMatrixSdk() {
  return {
    name: "plenum-lean-matrix-sdk",
    enforce: /** @type {const} */ ("pre"),
    /**
     * @param {string} source
     * @param {string | undefined} importer
     */
    resolveId(source, importer) {
      if (importer === undefined || !importer.includes("/matrix-js-sdk/lib/")) return null;
      const found = REPLACED.find(([pattern]) => pattern.test(source));
      return found === undefined ? null : lean(found[1]);
    },
    config() {
      // Pre-bundled, the crypto code would look for its .wasm file in the wrong folder.
      return { optimizeDeps: { exclude: ["@matrix-org/matrix-sdk-crypto-wasm"] } };
    },
  };
}
