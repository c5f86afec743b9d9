import {
  CALL_MEMBER_EVENT,
  callMemberStateKey,
  JITSI_FOCUS_TYPE,
  CALL_REPLACES_FIELD,
} from "@plenum/model";
import type { CallAnnouncement } from "../contract.ts";
import { toFailure } from "../errors/failure.ts";
import { Lifetime } from "../observable/lifetime.ts";
import { type Api, path } from "../session/api.ts";
import { text } from "../untrusted/guards.ts";

/** After this long without a sign of life the server clears the membership. Milliseconds. */
const LEAVE_DELAY = 45_000;
const SIGN_OF_LIFE = 15_000;
/** How long a membership counts that nobody clears, with and without delayed events. */
const EXPIRES_WITH_DELAY = 4 * 60 * 60_000;
const EXPIRES_WITHOUT = 3 * 60_000;
const DELAYED = "/unstable/org.matrix.msc4140/delayed_events";

/**
 * This device's place in the call of a room: written at once, renewed while it lasts, and cleared
 * by the server itself when this device vanishes (MSC4140). Where the server knows no delayed
 * events, a short expiry does it.
 */
export class Announcement implements CallAnnouncement {
  readonly #lifetime = new Lifetime();
  readonly #stateKey: string;
  readonly #since = Date.now();
  #eventId: string | undefined;
  #delayId: string | undefined;
  #expires = EXPIRES_WITH_DELAY;
  #writtenAt = 0;
  #renewing = false;
  /** Until then a leave that this device knows nothing of may still be waiting on the server. */
  #doubtUntil = 0;

  constructor(
    private readonly api: Api,
    private readonly place: {
      readonly roomId: string;
      readonly userId: string;
      readonly deviceId: string;
      /** Device of the same person whose place this one takes. */
      readonly replaces?: string;
    },
    /** The session's; when it ends, renewing ends, and the server clears the membership. */
    session: Lifetime,
  ) {
    this.#stateKey = callMemberStateKey(place.userId, place.deviceId);
    const forget = session.add(() => this.#lifetime.end());
    this.#lifetime.add(forget);
  }

  /** @throws MatrixFailure when the membership cannot be written */
  async start(): Promise<void> {
    await this.#scheduleLeave();
    await this.#write();
    this.#lifetime.interval(SIGN_OF_LIFE, () => void this.#renew());
  }

  get eventId(): string | undefined {
    return this.#eventId;
  }

  async leave(): Promise<void> {
    if (this.#lifetime.ended) return;
    this.#lifetime.end();
    await this.api.request({ method: "PUT", path: this.#statePath(), body: {} });
    await this.#cancelDelayed();
  }

  #statePath(): string {
    return path("v3", "rooms", this.place.roomId, "state", CALL_MEMBER_EVENT, this.#stateKey);
  }

  async #write(): Promise<void> {
    const focus = { type: JITSI_FOCUS_TYPE };
    const { deviceId, replaces } = this.place;
    const answer = await this.api.request({
      method: "PUT",
      path: this.#statePath(),
      body: {
        application: "m.call",
        call_id: "",
        scope: "m.room",
        device_id: deviceId,
        created_ts: this.#since,
        // Counted from `created_ts`: every renewal reaches further.
        expires: Date.now() - this.#since + this.#expires,
        focus_active: focus,
        foci_preferred: [focus],
        ...(replaces === undefined ? {} : { [CALL_REPLACES_FIELD]: replaces }),
      },
    });
    this.#eventId = text(answer, "event_id", 255);
    this.#writtenAt = Date.now();
  }

  async #scheduleLeave(): Promise<void> {
    try {
      const answer = await this.api.request({
        method: "PUT",
        path: this.#statePath(),
        query: { "org.matrix.msc4140.delay": String(LEAVE_DELAY) },
        body: {},
      });
      // A server that does not know the query has written the state at once and names an event.
      this.#delayId = text(answer, "delay_id", 255);
    } catch (error) {
      const { code } = toFailure(error);
      if (code === "unreachable" || code === "signed-out") throw error;
      this.#delayId = undefined;
    }
    this.#expires = this.#delayId === undefined ? EXPIRES_WITHOUT : EXPIRES_WITH_DELAY;
  }

  async #renew(): Promise<void> {
    // Two at once, when answers take long, would both schedule a leave, and one of them would fire.
    if (this.#renewing) return;
    this.#renewing = true;
    try {
      if (this.#delayId !== undefined) await this.#restart(this.#delayId);
      const old = Date.now() - this.#writtenAt > this.#expires / 2;
      if (!this.#lifetime.ended && (old || Date.now() < this.#doubtUntil)) await this.#write();
    } catch {
      // Without the server there is no call to be announced; the next renewal tries again. Whether
      // the server has scheduled a leave before its answer was lost nobody knows.
      this.#doubtUntil = Date.now() + LEAVE_DELAY + SIGN_OF_LIFE;
    } finally {
      this.#renewing = false;
    }
  }

  async #restart(delayId: string): Promise<void> {
    try {
      await this.api.request({
        method: "POST",
        path: `${DELAYED}${path(delayId)}`,
        body: { action: "restart" },
      });
    } catch (error) {
      if (toFailure(error).code !== "not-found" || this.#lifetime.ended) return;
      // It was too late: the server has cleared the membership already.
      await this.#scheduleLeave();
      if (!this.#lifetime.ended) await this.#write();
    }
  }

  async #cancelDelayed(): Promise<void> {
    if (this.#delayId === undefined) return;
    try {
      await this.api.request({
        method: "POST",
        path: `${DELAYED}${path(this.#delayId)}`,
        body: { action: "cancel" },
      });
    } catch {
      // It then clears once more what is clear already.
    }
  }
}
