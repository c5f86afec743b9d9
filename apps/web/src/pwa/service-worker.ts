import { readPushMessage } from "./push-message.ts";
import { routeOf, STATIC_ROUTES, type StaticRoute } from "./routing.ts";

declare const self: ServiceWorkerGlobalScope;
/** Files of this build, and a name that changes with any of them; put in by the build. */
declare const PLENUM_BUILD: { readonly version: string; readonly files: readonly string[] };

const SHELL = "/index.html";
const PREFIX = "plenum-";
const CACHE = `${PREFIX}${PLENUM_BUILD.version}`;
/** Milliseconds for which the network may keep a page waiting before the kept one is shown. */
const PATIENCE = 2_500;

/** Files fetched at the same time when a build is kept: somebody works in the page meanwhile. */
const AT_ONCE = 6;

/** Not yet in TypeScript's library, and not in every browser. */
interface RoutableInstall {
  addRoutes?(routes: readonly StaticRoute[]): Promise<void>;
}

const words =
  new URL(self.location.href).searchParams.get("lang") === "en"
    ? { title: "New message in Plenum", body: (n: number) => (n > 1 ? `${n} unread messages` : "") }
    : {
        title: "Neue Nachricht in Plenum",
        body: (n: number) => (n > 1 ? `${n} ungelesene Nachrichten` : ""),
      };

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      // Without it every request of the page comes by here, which costs time and nothing else.
      await (event as RoutableInstall).addRoutes?.(STATIC_ROUTES).catch(() => undefined);
      const cache = await caches.open(CACHE);
      const files = [SHELL, ...PLENUM_BUILD.files];
      for (let at = 0; at < files.length; at += AT_ONCE) {
        // Not all or nothing: a file that fails now is kept when it is first used.
        await Promise.allSettled(files.slice(at, at + AT_ONCE).map((file) => cache.add(file)));
      }
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      // The build before stays: windows that were open have its files still to fetch.
      const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
      await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const kind = routeOf(new URL(request.url), self.location.origin, request.mode === "navigate");
  if (kind === "page") event.respondWith(networkFirst(request, SHELL));
  if (kind === "config") event.respondWith(networkFirst(request, request.url));
  if (kind === "file") event.respondWith(cacheFirst(request));
});

/** The network's answer, kept for the next time; the kept one where the network is away or slow. */
async function networkFirst(request: Request, key: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const fetched = (async () => {
    const response = await fetch(request);
    if (response.ok) await cache.put(key, response.clone());
    return response;
  })();
  const kept = await caches.match(key);
  if (kept === undefined) return fetched;
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => resolve(kept), PATIENCE);
  });
  return Promise.race([fetched.catch(() => kept), late]);
}

/** Files whose name carries a hash of their content never change. */
async function cacheFirst(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

self.addEventListener("push", (event) => {
  event.waitUntil(
    (async () => {
      const { unread = 0, roomId, eventId } = readPushMessage(event.data?.text());
      await showBadge(unread);
      if (roomId === undefined) {
        // Everything has been read on another device.
        for (const shown of await self.registration.getNotifications()) shown.close();
        return;
      }
      const windows = await self.clients.matchAll({ type: "window" });
      // An open window tells by itself, with the person's own wishes.
      if (windows.some((client) => client.visibilityState === "visible")) return;
      const query = eventId === undefined ? "" : `?event=${encodeURIComponent(eventId)}`;
      await self.registration.showNotification(words.title, {
        body: words.body(unread),
        tag: roomId,
        icon: "/icons/icon-192.png",
        badge: "/icons/icon-192.png",
        data: { path: `/room/${encodeURIComponent(roomId)}${query}` },
      });
    })(),
  );
});

async function showBadge(count: number): Promise<void> {
  if (!("setAppBadge" in navigator)) return;
  await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(
    () => undefined,
  );
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const data: unknown = event.notification.data;
  const path =
    typeof data === "object" && data !== null && "path" in data ? String(data.path) : "/";
  // Only places inside the client.
  const target = path.startsWith("/room/") ? path : "/";
  event.waitUntil(
    (async () => {
      const [open] = await self.clients.matchAll({ type: "window" });
      if (open === undefined) {
        await self.clients.openWindow(target);
        return;
      }
      if (typeof data === "object" && data !== null && "ring" in data) {
        // Whoever declines wants to go on with something else.
        if (event.action !== "decline") await open.focus();
        const message = { kind: "plenum-ring", ring: String(data.ring), action: event.action };
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window of this worker, not another page
        open.postMessage(message);
        return;
      }
      await open.focus();
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a window of this worker, not another page
      open.postMessage({ kind: "plenum-open", path: target });
    })(),
  );
});
