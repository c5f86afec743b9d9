import type { MatrixSession } from "@plenum/matrix";
import type { PublicPush } from "@plenum/model";

/** Why notifications with the client closed cannot be switched on. */
export type PushProblem = "unsupported" | "denied" | "no-service" | "server";

export class PushError extends Error {
  constructor(
    readonly problem: PushProblem,
    options?: ErrorOptions,
  ) {
    super(`Push cannot be used: ${problem}`, options);
    this.name = "PushError";
  }
}

function base64Url(buffer: ArrayBuffer | null): string {
  const binary = String.fromCharCode(...new Uint8Array(buffer ?? new ArrayBuffer(0)));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function registration(): Promise<ServiceWorkerRegistration> {
  const found = await navigator.serviceWorker?.getRegistration();
  if (found === undefined || !("pushManager" in found)) throw new PushError("unsupported");
  return found;
}

/** Whether this browser is notified with the client closed. */
export async function hasPush(session: MatrixSession): Promise<boolean> {
  try {
    const subscription = await (await registration()).pushManager.getSubscription();
    return subscription !== null && (await session.push.isRegistered(subscription.endpoint));
  } catch {
    return false;
  }
}

/** Subscribes this browser and tells the server. @throws PushError */
export async function switchPushOn(
  session: MatrixSession,
  config: PublicPush,
  language: string,
): Promise<void> {
  const worker = await registration();
  if ((await Notification.requestPermission()) !== "granted") throw new PushError("denied");
  let subscription: PushSubscription;
  try {
    subscription = await worker.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: config.applicationServerKey,
    });
  } catch (cause) {
    throw new PushError("no-service", { cause });
  }
  try {
    await session.push.register(
      {
        endpoint: subscription.endpoint,
        p256dh: base64Url(subscription.getKey("p256dh")),
        auth: base64Url(subscription.getKey("auth")),
      },
      config,
      language,
    );
  } catch (cause) {
    await subscription.unsubscribe();
    throw new PushError("server", { cause });
  }
}

/** The server forgets this browser, and so does its push service. @throws PushError */
export async function switchPushOff(session: MatrixSession): Promise<void> {
  const subscription = await (await registration()).pushManager.getSubscription();
  if (subscription === null) return;
  try {
    await session.push.unregister(subscription.endpoint);
  } catch (cause) {
    throw new PushError("server", { cause });
  }
  await subscription.unsubscribe();
}
