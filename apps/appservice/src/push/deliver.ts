import type { PushConfig, PushData, PushMessage } from "@plenum/model";
import { authorizationFor, BadSubscriptionError, sealFor } from "./web-push.ts";

/** What became of a notification; `gone`: the browser does not want any more. */
export type Delivery = "delivered" | "gone" | "later";

/** Seconds for which a push service keeps a notification for a browser that is off. */
const KEPT = 12 * 60 * 60;
/** Milliseconds for a push service to answer. */
const PATIENCE = 10_000;

/**
 * Hands a notification to a browser's push service.
 * @param post carries the request; `fetch` but in tests
 * @see RFC 8030
 */
export async function deliver(
  to: PushData,
  message: PushMessage,
  config: PushConfig,
  post: typeof fetch,
): Promise<Delivery> {
  try {
    const body = sealFor(to, Buffer.from(JSON.stringify(message)));
    const answer = await post(to.endpoint, {
      method: "POST",
      headers: {
        authorization: await authorizationFor(to.endpoint, config),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        ttl: String(KEPT),
        urgency: "high",
      },
      body: new Uint8Array(body),
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.ok) return "delivered";
    return answer.status === 404 || answer.status === 410 ? "gone" : "later";
  } catch (error) {
    return error instanceof BadSubscriptionError ? "gone" : "later";
  }
}
