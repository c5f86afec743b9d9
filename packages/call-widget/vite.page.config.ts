import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The call as a page of its own: a Matrix widget in other clients. Served under /call/. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/call/",
  plugins: [react()],
  build: {
    outDir: "dist-page",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: true,
    // The policy of the page forbids data: in scripts, and small files are cheap over one connection.
    assetsInlineLimit: 0,
  },
});
