/** Vite plugin, see vite.mjs. */
export function leanMatrixSdk(): {
  name: string;
  enforce: "pre";
  resolveId(source: string, importer: string | undefined): string | null;
  config(): { optimizeDeps: { exclude: string[] } };
};
