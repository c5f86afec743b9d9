// @ts-check
import { fileURLToPath } from "node:url";

/** What of matrix-js-sdk is left out, by the import, and what stands in for it. */
const REPLACED = [
  {
    pattern:
      /^\.\/webrtc\/(?:call|callEventHandler|groupCallEventHandler|groupCall|mediaHandler)\.js$/,
    file: new URL("./src/lean/voip.ts", import.meta.url),
  },
  {
    pattern: /^\.\/matrixrtc\/(?:MatrixRTCSessionManager|types)\.js$/,
    file: new URL("./src/lean/matrix-rtc.ts", import.meta.url),
  },
  {
    pattern: /^\.\/sync\.js$/,
    // Sliding sync takes other parts of the same file.
    importer: /\/client\.js$/,
    file: new URL("./src/lean/sync.ts", import.meta.url),
  },
  {
    pattern: /^\.\/libolm_migration\.js$/,
    file: new URL("./src/lean/old-crypto.ts", import.meta.url),
  },
  {
    pattern:
      /^\.\.?\/(?:models\/MSC3089TreeSpace|models\/invites-ignorer|autodiscovery|retentionPolicy|room-retention|oauth\/index|oauth\/tokenRefresher)\.js$/,
    file: new URL("./src/lean/absent.ts", import.meta.url),
  },
  { pattern: /^\.\/poll\.js$/, file: new URL("./src/lean/poll.ts", import.meta.url) },
  {
    pattern: /^\.\.?\/ReEmitter\.js$/,
    file: new URL("./src/lean/re-emitter.ts", import.meta.url),
  },
  { pattern: /^events$/, file: new URL("./src/lean/events.ts", import.meta.url) },
  { pattern: /^loglevel$/, file: new URL("./src/lean/loglevel.ts", import.meta.url) },
  { pattern: /^unhomoglyph$/, file: new URL("./src/lean/unhomoglyph.ts", import.meta.url) },
  { pattern: /^matrix-events-sdk$/, file: new URL("./src/lean/events-sdk.ts", import.meta.url) },
];

/**
 * Vite plugin for applications on `@plenum/matrix`: leaves the parts of matrix-js-sdk out that
 * Plenum never runs (its own calls, MatrixRTC, a table of similar letters, extensible events, the
 * classic sync, its old crypto, sign-in by OAuth).
 * Without it everything works as well and is about 140 kB gzip larger.
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
      const found = REPLACED.find(
        (one) => one.pattern.test(source) && (one.importer?.test(importer) ?? true),
      );
      return found === undefined ? null : fileURLToPath(found.file);
    },
    config() {
      // Pre-bundled, the crypto code would look for its .wasm file in the wrong folder.
      return { optimizeDeps: { exclude: ["@matrix-org/matrix-sdk-crypto-wasm"] } };
    },
  };
}
