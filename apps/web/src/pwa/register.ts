import type { Language } from "../i18n/language.ts";

/**
 * Keeps the client for when the server is away, and makes it installable. Called when everything
 * that a person waits for is done. Not in development: there the build's list of files is missing.
 */
export async function registerServiceWorker(language: Language): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(`/sw.js?lang=${language}`, { updateViaCache: "none" });
  } catch {
    // Without it the client works as before, only not without a server.
  }
}

/** Follows clicks on notices that the service worker has shown. @returns the function that ends it */
export function followNoticeClicks(open: (path: string) => void): () => void {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) return () => undefined;
  const onMessage = (event: MessageEvent<unknown>): void => {
    const { data } = event;
    if (typeof data !== "object" || data === null || !("kind" in data) || !("path" in data)) return;
    const { kind, path } = data;
    if (kind === "plenum-open" && typeof path === "string" && path.startsWith("/")) open(path);
  };
  serviceWorker.addEventListener("message", onMessage);
  return () => serviceWorker.removeEventListener("message", onMessage);
}
