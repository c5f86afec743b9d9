/** What the service worker does with a request; nothing with most of them. */
export type Handling = "page" | "config" | "file" | "nothing";

const FILES = /^\/(?:assets\/.+-[\w-]{8}\.\w+|icons\/.+|favicon\.svg|manifest\.webmanifest)$/;
/** Pages that are no page of the client: the call page of other clients, and what servers answer. */
const NOT_OURS = /^\/(?:call|libs|api|_matrix|_synapse|\.well-known|healthz|emoji)(?:\/|$)/;

/**
 * Sorts a request. Messages, files of people and everything with a token never come near a cache.
 * @param origin of the client
 * @param navigation true when a window wants to show it
 */
export function routeOf(url: URL, origin: string, navigation: boolean): Handling {
  if (url.origin !== origin) return "nothing";
  if (url.pathname === "/api/v1/config") return "config";
  if (NOT_OURS.test(url.pathname)) return "nothing";
  if (FILES.test(url.pathname)) return "file";
  return navigation ? "page" : "nothing";
}
