import { fileURLToPath } from "node:url";
import { leanMatrixSdk } from "@plenum/matrix/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { slimZod } from "../../packages/model/zod.config.ts";
import { slimEmoji } from "./emoji.config.ts";
import { slimWasm } from "./wasm.config.ts";
import { serviceWorker } from "./service-worker.config.ts";

/** Origin of a running installation that `vite` in development passes everything else on to. */
const origin = process.env["PLENUM_ORIGIN"] ?? "http://localhost:8080";
const passedOn = ["/_matrix", "/_synapse", "/.well-known", "/api", "/conference-request", "/libs"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react(), leanMatrixSdk(), slimEmoji(), slimZod(), slimWasm(), serviceWorker()],
  build: {
    target: "es2022",
    manifest: true,
    sourcemap: true,
    // Everything is a file of its own: the content security policy allows no data: URLs.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      ...Object.fromEntries(
        passedOn.map((path) => [path, { target: origin, changeOrigin: false }]),
      ),
      "/xmpp-websocket": { target: origin, ws: true },
      "/colibri-ws": { target: origin, ws: true },
      "/captions": { target: origin, ws: true },
    },
  },
});
