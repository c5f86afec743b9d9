/** What the service worker does with a request; nothing with most of them. */
export type Handling = "page" | "config" | "file" | "nothing";

/** Where a page of the client never is: the call page of other clients, and what servers answer. */
const SERVERS = ["call", "libs", "api", "_matrix", "_synapse", ".well-known", "healthz", "emoji"];
const CONFIG = "/api/v1/config";

const FILES = /^\/(?:assets\/.+-[\w-]{8}\.\w+|icons\/.+|favicon\.svg|manifest\.webmanifest)$/;

/** A rule for requests that a browser follows without waking the service worker. */
export interface StaticRoute {
  readonly condition: { readonly urlPattern: string };
  readonly source: "network" | "fetch-event";
}

/**
 * What the browser may take to the servers by itself: the worker would do nothing with it, but
 * would have to run for it. The first rule that fits counts; what none fits comes to the worker.
 * @see https://w3c.github.io/ServiceWorker/#dom-installevent-addroutes
 */
export const STATIC_ROUTES: readonly StaticRoute[] = [
  { condition: { urlPattern: CONFIG }, source: "fetch-event" },
  ...SERVERS.map((name): StaticRoute => ({
    condition: { urlPattern: `/${name}/*` },
    source: "network",
  })),
];

/**
 * Sorts a request. Messages, files of people and everything with a token never come near a cache.
 * @param origin of the client
 * @param navigation true when a window wants to show it
 */
export function routeOf(url: URL, origin: string, navigation: boolean): Handling {
  if (url.origin !== origin) return "nothing";
  if (url.pathname === CONFIG) return "config";
  if (SERVERS.includes(url.pathname.split("/", 2)[1] ?? "")) return "nothing";
  if (FILES.test(url.pathname)) return "file";
  return navigation ? "page" : "nothing";
}
