import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The call as a page of its own: a Matrix widget in other clients. Served under /call/. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/call/",
  plugins: [react()],
  // The page has neither i18next nor zod: see there.
  resolve: {
    alias: {
      "react-i18next": join(import.meta.dirname, "src/page/page-texts.tsx"),
      zod: join(import.meta.dirname, "src/page/zod-of-the-page.ts"),
    },
  },
  build: {
    outDir: "dist-page",
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    sourcemap: true,
    // Every browser that has what calls need loads modules ahead by itself.
    modulePreload: { polyfill: false },
    // The policy of the page forbids data: in scripts, and small files are cheap over one connection.
    assetsInlineLimit: 0,
  },
});
