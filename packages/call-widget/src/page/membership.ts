import { CALL_MEMBER_EVENT, JITSI_FOCUS_TYPE } from "@plenum/model";
import { SEND_DELAYED, UPDATE_DELAYED } from "./membership-capabilities.ts";
import type { WidgetClient } from "./widget-client.ts";

/** As the web client does: `packages/matrix/src/calls/announce.ts`. Milliseconds. */
const LEAVE_DELAY = 45_000;
const SIGN_OF_LIFE = 15_000;
const EXPIRES_WITH_DELAY = 4 * 60 * 60_000;
const EXPIRES_WITHOUT = 3 * 60_000;

/**
 * This device's place in the call, written through the client around the widget: renewed while the
 * call lasts, and cleared by the homeserver itself when the tab vanishes (MSC4140, MSC4157). Where
 * the client or the server knows no delayed events, a short expiry does it.
 */
export class Membership {
  readonly #client: WidgetClient;
  readonly #stateKey: string;
  readonly #deviceId: string;
  readonly #since = Date.now();
  #delayId: string | undefined;
  #timer: number | undefined;
  #writtenAt = 0;
  #over = false;

  constructor(
    client: WidgetClient,
    place: { readonly stateKey: string; readonly deviceId: string },
  ) {
    this.#client = client;
    this.#stateKey = place.stateKey;
    this.#deviceId = place.deviceId;
  }

  /** @throws WidgetRequestError when the client writes no state for the widget */
  async begin(): Promise<void> {
    await this.#scheduleLeave();
    if (this.#over) return;
    await this.#write();
    // The call may have ended while that was under way.
    if (this.#over) await this.#send({});
    else this.#timer = window.setInterval(() => void this.#renew(), SIGN_OF_LIFE);
  }

  /** Clears the place at once. A client that refuses has nothing to clear. */
  async end(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    window.clearInterval(this.#timer);
    try {
      await this.#send({});
      if (this.#delayId !== undefined) await this.#update("cancel");
    } catch {
      // What is left the server clears by itself.
    }
  }

  async #renew(): Promise<void> {
    try {
      if (this.#delayId !== undefined) await this.#update("restart");
    } catch {
      // It may be over already: then the server has cleared the place.
      await this.#scheduleLeave().catch(() => undefined);
      this.#writtenAt = 0;
    }
    if (!this.#over && Date.now() - this.#writtenAt > this.#expires / 2) {
      await this.#write().catch(() => undefined);
    }
  }

  get #expires(): number {
    return this.#delayId === undefined ? EXPIRES_WITHOUT : EXPIRES_WITH_DELAY;
  }

  async #scheduleLeave(): Promise<void> {
    this.#delayId = undefined;
    if (!this.#client.may(SEND_DELAYED) || !this.#client.may(UPDATE_DELAYED)) return;
    try {
      const answer = await this.#send({}, LEAVE_DELAY);
      const id = answer["delay_id"];
      if (typeof id === "string") this.#delayId = id;
    } catch {
      // A homeserver without delayed events: the short expiry stands in.
    }
  }

  async #write(): Promise<void> {
    const focus = { type: JITSI_FOCUS_TYPE };
    const now = Date.now();
    await this.#send({
      application: "m.call",
      call_id: "",
      scope: "m.room",
      device_id: this.#deviceId,
      created_ts: this.#since,
      // Counted from `created_ts`: every renewal reaches further.
      expires: now - this.#since + this.#expires,
      focus_active: focus,
      foci_preferred: [focus],
    });
    this.#writtenAt = now;
  }

  async #send(content: object, delay?: number): Promise<Readonly<Record<string, unknown>>> {
    return this.#client.request("send_event", {
      type: CALL_MEMBER_EVENT,
      state_key: this.#stateKey,
      content,
      ...(delay === undefined ? {} : { delay }),
    });
  }

  async #update(action: "restart" | "cancel"): Promise<void> {
    await this.#client.request(UPDATE_DELAYED, { delay_id: this.#delayId, action });
  }
}
