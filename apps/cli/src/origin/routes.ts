/** Where the local origin sends a request. */
export type Route =
  | { readonly kind: "health" | "client-well-known" | "server-well-known" }
  | { readonly kind: "synapse" | "appservice" | "conference" }
  | { readonly kind: "library" | "call-page" | "web" }
  | { readonly kind: "refused"; readonly status: 400 | 404 };

/** A path that says "one folder up", plainly or encoded: no honest client sends that. */
function climbs(path: string): boolean {
  return path.split(/[/\\]/).some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

/**
 * Decides by the path alone.
 * @param target request target as it came, e.g. `/_matrix/client/versions?x=1`
 */
export function routeOf(target: string): Route {
  const path = target.split("?", 1)[0] ?? "/";
  if (!path.startsWith("/") || climbs(path)) return { kind: "refused", status: 400 };
  if (path === "/healthz") return { kind: "health" };
  if (path === "/.well-known/matrix/client") return { kind: "client-well-known" };
  if (path === "/.well-known/matrix/server") return { kind: "server-well-known" };
  if (isUnder(path, "/_matrix") || isUnder(path, "/_synapse/client")) return { kind: "synapse" };
  // The admin API of the homeserver is for this machine, not for browsers.
  if (isUnder(path, "/_synapse")) return { kind: "refused", status: 404 };
  if (isUnder(path, "/api")) return { kind: "appservice" };
  if (
    isUnder(path, "/xmpp-websocket") ||
    isUnder(path, "/colibri-ws") ||
    isUnder(path, "/captions") ||
    isUnder(path, "/conference-request")
  ) {
    return { kind: "conference" };
  }
  if (isUnder(path, "/libs")) return { kind: "library" };
  if (isUnder(path, "/call")) return { kind: "call-page" };
  return { kind: "web" };
}

/** True for a page of the single-page client; false for a file that simply is not there. */
export function isPageRequest(path: string, accept: string | undefined): boolean {
  if (isUnder(path, "/assets")) return false;
  return (accept ?? "*/*").includes("text/html") || !/\.[a-z0-9]{1,12}$/i.test(path);
}
