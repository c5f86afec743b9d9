import type { Page } from "@playwright/test";
import { installation } from "./installation.ts";

/** Writes down every address outside the installation's own origin that a window asks for. */
export function watchForThirdParties(page: Page): () => readonly string[] {
  const own = new URL(installation.publicUrl).host;
  const foreign = new Set<string>();
  const look = (address: string): void => {
    const { protocol, host } = new URL(address);
    if (/^(?:http|ws)s?:$/.test(protocol) && host !== own) foreign.add(address);
  };
  page.context().on("request", (request) => look(request.url()));
  page.on("websocket", (socket) => look(socket.url()));
  return () => [...foreign];
}
