import { permission, RING_TAG } from "../../notifications/system.ts";

/** Words and place of a call's notice. */
export interface RingNotice {
  /** Id of the ring. */
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly path: string;
  readonly answer: string;
  readonly decline: string;
}

/** What the person chose in a notice. */
export interface RingChoice {
  readonly id: string;
  readonly action: "answer" | "decline" | "open";
}

/**
 * Shows a call outside of the window, with buttons where a service worker can show them.
 * @param chosen for browsers without a service worker: a click
 * @returns the function that takes it back
 */
export function showRingNotice(notice: RingNotice, chosen: () => void): () => void {
  if (permission() !== "granted") return () => undefined;
  let ended = false;
  let page: Notification | undefined;
  const tag = `${RING_TAG}${notice.id}`;
  const options = {
    body: notice.body,
    tag,
    icon: "/icons/icon-192.png",
    silent: true,
    requireInteraction: true,
    data: { path: notice.path, ring: notice.id },
  };
  const show = async (): Promise<void> => {
    const worker = await navigator.serviceWorker?.getRegistration();
    if (ended) return;
    if (worker?.active) {
      const actions = [
        { action: "answer", title: notice.answer },
        { action: "decline", title: notice.decline },
      ];
      // The types of the DOM do not know buttons.
      const withButtons = Object.assign({ actions }, options);
      await worker.showNotification(notice.title, withButtons);
      if (ended) await takeBack(tag);
      return;
    }
    page = new Notification(notice.title, options);
    page.addEventListener("click", () => {
      window.focus();
      chosen();
    });
  };
  show().catch(() => undefined);
  return () => {
    ended = true;
    page?.close();
    takeBack(tag).catch(() => undefined);
  };
}

async function takeBack(tag: string): Promise<void> {
  const worker = await navigator.serviceWorker?.getRegistration();
  for (const shown of (await worker?.getNotifications({ tag })) ?? []) shown.close();
}

/** Follows the buttons of notices. @returns the function that ends it */
export function followRingChoices(choose: (choice: RingChoice) => void): () => void {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) return () => undefined;
  const onMessage = ({ data }: MessageEvent<unknown>): void => {
    if (typeof data !== "object" || data === null || !("kind" in data) || !("ring" in data)) return;
    if (data.kind !== "plenum-ring" || typeof data.ring !== "string") return;
    const action = "action" in data ? data.action : undefined;
    choose({
      id: data.ring,
      action: action === "answer" || action === "decline" ? action : "open",
    });
  };
  serviceWorker.addEventListener("message", onMessage);
  return () => serviceWorker.removeEventListener("message", onMessage);
}
