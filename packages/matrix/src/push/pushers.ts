import { PUSH_APP_ID, type PublicPush, type PushData } from "@plenum/model";
import type { Push } from "../contract.ts";
import type { Api } from "../session/api.ts";
import { field, isRecord, text } from "../untrusted/guards.ts";

/** The longest pushkey that the specification allows. */
const LONGEST_KEY = 512;

/**
 * The key of a browser at the homeserver: its endpoint, or what is left of it after hashing where
 * a push service makes long ones.
 */
export async function pushKeyOf(endpoint: string): Promise<string> {
  if (endpoint.length <= LONGEST_KEY) return endpoint;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Pushers of the account. @see https://spec.matrix.org/v1.16/client-server-api/#push-notifications */
export class Pushers implements Push {
  constructor(
    private readonly api: Api,
    private readonly deviceId: string,
  ) {}

  async isRegistered(endpoint: string): Promise<boolean> {
    const key = await pushKeyOf(endpoint);
    const answer = await this.api.request({ method: "GET", path: "/v3/pushers" });
    const pushers = field(answer, "pushers");
    return (
      Array.isArray(pushers) &&
      pushers
        .filter(isRecord)
        .some(
          (pusher) =>
            text(pusher, "app_id", 64) === PUSH_APP_ID && text(pusher, "pushkey", 2000) === key,
        )
    );
  }

  async register(data: PushData, gateway: PublicPush, language: string): Promise<void> {
    await this.#set(data.endpoint, "http", {
      app_display_name: "Plenum",
      device_display_name: this.deviceId,
      lang: language,
      data: { url: gateway.gatewayUrl, format: "event_id_only", ...data },
      append: false,
    });
  }

  async unregister(endpoint: string): Promise<void> {
    await this.#set(endpoint, null, {});
  }

  async #set(
    endpoint: string,
    kind: "http" | null,
    more: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.api.request({
      method: "POST",
      path: "/v3/pushers/set",
      body: { app_id: PUSH_APP_ID, pushkey: await pushKeyOf(endpoint), kind, ...more },
    });
  }
}
