import {
  controlConferencesSchema,
  type ControlConferences,
  type ControlMute,
  type ControlWish,
  type InstallationConfig,
} from "@plenum/model";
import { requestJson } from "../matrix/json-request.ts";

const LIMITS = { timeoutMs: 5_000, maxBytes: 8 * 1024 * 1024 };

/** The conference server gave no answer, or a wrong one. */
export class ConferenceServerUnreachable extends Error {
  constructor(cause?: unknown) {
    super("The conference server gave no answer", cause === undefined ? undefined : { cause });
    this.name = "ConferenceServerUnreachable";
  }
}

/**
 * The control interface of the conference server.
 * @throws ConferenceServerUnreachable from every method
 */
export class ConferenceControl {
  constructor(private readonly config: InstallationConfig) {}

  /** Whether there is a media server that can be asked. */
  answers(): boolean {
    return this.base() !== undefined;
  }

  /** Running conferences and who is in them; none where there is nothing to ask. */
  async conferences(): Promise<ControlConferences> {
    if (this.base() === undefined) return { conferences: [] };
    const answer = await this.request("GET", "/control/v1/conferences");
    const parsed = controlConferencesSchema.safeParse(answer.body);
    if (answer.status !== 200 || !parsed.success) throw new ConferenceServerUnreachable();
    return parsed.data;
  }

  /** Puts everybody out of a conference and ends it; one that does not run is fine. */
  async close(conferenceName: string): Promise<void> {
    const path = `/control/v1/conferences/${encodeURIComponent(conferenceName)}`;
    const { status } = await this.request("DELETE", path);
    if (status !== 204 && status !== 404) throw new ConferenceServerUnreachable();
  }

  /** Removes every device of a person from a conference; one who is not there is fine. */
  async remove(conferenceName: string, userId: string): Promise<void> {
    const path = `/control/v1/conferences/${encodeURIComponent(conferenceName)}/participants/${encodeURIComponent(userId)}`;
    const answer = await this.request("DELETE", path);
    if (answer.status !== 204 && answer.status !== 404) throw new ConferenceServerUnreachable();
  }

  /**
   * Says how a conference is to be, running or not. A server that does not know wishes is left as
   * it is.
   */
  async wish(conferenceName: string, wish: ControlWish): Promise<void> {
    const path = `/control/v1/conferences/${encodeURIComponent(conferenceName)}`;
    const { status } = await this.request("PUT", path, wish);
    if (![204, 404, 405].includes(status)) throw new ConferenceServerUnreachable();
  }

  /** Has all devices of a person switch something off, once; one who is not there is fine. */
  mute(conferenceName: string, userId: string, wanted: ControlMute): Promise<void> {
    return this.toPerson(conferenceName, userId, "mute", wanted);
  }

  /** Asks a person to switch something on; nothing is switched on by it. */
  ask(conferenceName: string, userId: string, wanted: ControlMute): Promise<void> {
    return this.toPerson(conferenceName, userId, "ask", wanted);
  }

  private async toPerson(
    conferenceName: string,
    userId: string,
    what: "mute" | "ask",
    wanted: ControlMute,
  ): Promise<void> {
    const path = `/control/v1/conferences/${encodeURIComponent(conferenceName)}/participants/${encodeURIComponent(userId)}/${what}`;
    const { status } = await this.request("POST", path, wanted);
    // An act that did nothing must not look done.
    if (status !== 204) throw new ConferenceServerUnreachable();
  }

  /** @returns undefined for a full Jitsi without the control interface */
  private base(): string | undefined {
    const { external, url } = this.config.conference;
    return external === undefined ? url : external.controlUrl;
  }

  private async request(
    method: "GET" | "DELETE" | "PUT" | "POST",
    path: string,
    body?: object,
  ): Promise<{ status: number; body: unknown }> {
    const base = this.base();
    if (base === undefined) return { status: 404, body: undefined };
    const url = new URL(path, base);
    const bearer = this.config.conference.controlSecret;
    try {
      return await requestJson(url, {
        method,
        bearer,
        ...(body === undefined ? {} : { body }),
        ...LIMITS,
      });
    } catch (cause) {
      throw new ConferenceServerUnreachable(cause);
    }
  }
}
