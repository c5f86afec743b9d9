/** What the browser or the desktop shows outside of the window. */
export interface SystemNotice {
  readonly title: string;
  readonly body: string;
  /** One notice for each room: a newer one takes the place of the older. */
  readonly roomId: string;
  /** Address inside the client that a click opens. */
  readonly path: string;
}

/** Tags of calls that ring begin like this; they are no news of a room. */
export const RING_TAG = "ring ";

/** Whether the browser lets us notify; `unsupported` where it cannot. */
export function permission(): NotificationPermission | "unsupported" {
  return "Notification" in globalThis ? Notification.permission : "unsupported";
}

/** Asks; has to follow from a click. */
export async function askPermission(): Promise<NotificationPermission | "unsupported"> {
  return "Notification" in globalThis ? Notification.requestPermission() : "unsupported";
}

async function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker?.getRegistration();
}

/** Shows a notice. A click on it brings the window to the front, and `open` to the place. */
export async function showNotice(
  notice: SystemNotice,
  open: (path: string) => void,
): Promise<void> {
  if (permission() !== "granted") return;
  const options = {
    body: notice.body,
    tag: notice.roomId,
    icon: "/icons/icon-192.png",
    // Our own sound follows the person's wishes; the browser's does not.
    silent: true,
    data: { path: notice.path },
  };
  const worker = await registration();
  // Phones show notices only through the service worker.
  if (worker?.active) {
    await worker.showNotification(notice.title, options);
    return;
  }
  const shown = new Notification(notice.title, options);
  shown.addEventListener("click", () => {
    window.focus();
    open(notice.path);
    shown.close();
  });
}

/** Takes back notices of rooms in which nothing is unread any more. */
export async function closeNotices(still: (roomId: string) => boolean): Promise<void> {
  if (permission() !== "granted") return;
  const worker = await registration();
  for (const shown of (await worker?.getNotifications()) ?? []) {
    if (!shown.tag.startsWith(RING_TAG) && !still(shown.tag)) shown.close();
  }
}

/** The number at the icon of the installed client, where there is one. */
export function showBadge(count: number): void {
  if (!("setAppBadge" in navigator)) return;
  const shown = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
  shown.catch(() => undefined);
}
