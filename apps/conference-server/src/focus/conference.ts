import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { ConferenceChannels } from "../bridge/conference-channels.ts";
import type { EndpointEvent, MediaPort } from "../media-process/media-process.ts";
import type { TransportDescription } from "../media/protocol.ts";
import type { AnnouncedSource } from "../muc/presence-content.ts";
import type { Occupant, Room } from "../muc/room.ts";
import { el, type Element } from "../xml/build.ts";
import { NS } from "../xmpp/namespaces.ts";
import { Endpoint } from "./endpoint.ts";
import { sessionInitiate, sessionTerminate, sourceChange } from "./jingle-offer.ts";
import {
  parseSources,
  parseSsrcs,
  placeholderSources,
  sameSource,
  type ShownSource,
  ssrcsOf,
} from "./jingle-sources.ts";
import { parseRemoteTransport } from "./jingle-transport.ts";

export interface ConferenceSettings {
  /** `ws://` or `wss://` origin under which browsers reach the bridge channel. */
  readonly channelOrigin: string;
  /** Full address of the focus user, the Jingle initiator. */
  readonly focusJid: string;
}

/** Time in which a client has to answer its invitation; a slow machine needs some seconds. */
const ANSWER_TIMEOUT_MS = 30_000;

/** What a Jingle request of a client comes to: null, or the stanza error. */
export type JingleOutcome = null | "bad-request" | "item-not-found";

/**
 * The focus of one room (what Jicofo is in a full Jitsi): invites every occupant to the bridge with
 * Jingle, tells each of the others' sources, and relays the bridge channels.
 */
export class Conference {
  /** Random; names the conference towards the media side and in logs, where the room must not be. */
  readonly id = randomBytes(8).toString("hex");
  readonly room: Room;
  readonly #settings: ConferenceSettings;
  readonly #media: MediaPort;
  readonly #logger: Logger;
  readonly #endpoints = new Map<string, Endpoint>();
  /** Sources of the bridge itself, which the library expects first in each section. */
  readonly #placeholders: readonly ShownSource[];
  /** The bridge channels of everybody in the conference. */
  readonly channels: ConferenceChannels;
  #nextIqId = 1;

  constructor(room: Room, settings: ConferenceSettings, media: MediaPort, logger: Logger) {
    this.room = room;
    this.#settings = settings;
    this.#media = media;
    this.#logger = logger.child({ conference: this.id });
    this.#placeholders = placeholderSources();
    this.channels = new ConferenceChannels(this.id, media, this.#logger);
  }

  joined(occupant: Occupant, announced: ReadonlyMap<string, AnnouncedSource>): void {
    const endpoint = new Endpoint(occupant);
    endpoint.announced = announced;
    this.#endpoints.set(endpoint.id, endpoint);
    this.channels.add(endpoint.id);
    this.#invite(endpoint);
  }

  announced(occupant: Occupant, announced: ReadonlyMap<string, AnnouncedSource>): void {
    const endpoint = this.#endpoints.get(occupant.nick);
    if (endpoint === undefined) return;
    endpoint.announced = announced;
    this.#publishToMedia(endpoint);
  }

  left(occupant: Occupant): void {
    const endpoint = this.#endpoints.get(occupant.nick);
    if (endpoint === undefined) return;
    this.#endpoints.delete(endpoint.id);
    endpoint.attempt += 1;
    clearTimeout(endpoint.timer);
    this.channels.remove(endpoint.id);
    this.#media.send({ type: "remove", conference: this.id, endpoint: endpoint.id });
    // Clients drop the sources of whoever leaves by themselves.
    for (const other of this.#endpoints.values()) other.told.delete(endpoint.id);
  }

  /** The client is back after a lost socket: what waited for it goes on. */
  resumed(occupant: Occupant): void {
    const endpoint = this.#endpoints.get(occupant.nick);
    if (endpoint?.phase === "waiting") this.#invite(endpoint);
  }

  mediaReady(): void {
    for (const endpoint of this.#endpoints.values()) {
      if (endpoint.phase === "waiting") this.#invite(endpoint);
    }
  }

  /** The media process died: every session is over, and starts again when it is back. */
  mediaLost(): void {
    this.channels.forgetSpeaker();
    for (const endpoint of this.#endpoints.values()) {
      if (endpoint.phase !== "ended") this.#withdraw(endpoint, "bridge restarts");
    }
  }

  mediaEvent(event: EndpointEvent): void {
    const endpoint = this.#endpoints.get(event.endpoint);
    if (endpoint === undefined) return;
    switch (event.type) {
      case "connected":
        this.#logger.debug({ endpoint: endpoint.id }, "media connected");
        return;
      case "failed":
        this.#logger.warn({ endpoint: endpoint.id, reason: event.reason }, "media failed");
        this.#reinvite(endpoint, event.reason);
        return;
      case "sourcesRefused":
        this.#logger.warn({ endpoint: endpoint.id, reason: event.reason }, "sources refused");
        return;
      case "bridgeMessage":
        this.channels.send(endpoint.id, event.message);
        return;
      case "dominantSpeaker":
        this.channels.announceSpeaker(endpoint.id, event.previous);
    }
  }

  /** A Jingle request of an occupant to the focus. */
  jingle(occupant: Occupant, jingle: Element): JingleOutcome {
    const endpoint = this.#endpoints.get(occupant.nick);
    const action = jingle.attrs["action"] ?? "";
    if (endpoint === undefined || endpoint.invitation === null) return "item-not-found";
    if (jingle.attrs["sid"] !== endpoint.invitation.sessionId) return "item-not-found";
    switch (action) {
      case "session-accept":
        return this.#accept(endpoint, jingle);
      case "source-add":
        return this.#addSources(endpoint, jingle);
      case "source-remove":
        return this.#removeSources(endpoint, jingle);
      case "session-terminate":
        return this.#terminatedByClient(endpoint, jingle);
      case "transport-info":
      case "session-info":
        // The bridge learns the client's addresses from its checks (peer-reflexive candidates).
        return null;
      default:
        return "bad-request";
    }
  }

  /**
   * Resolves when the client has set up the sources of its `source-add`: only then should that be
   * answered, for with the answer the library writes the presence in which they are to appear.
   */
  async settled(occupant: Occupant): Promise<void> {
    const endpoint = this.#endpoints.get(occupant.nick);
    if (endpoint !== undefined) await this.channels.settled(endpoint.id, endpoint.settleTime);
  }

  /** Relays a moderator's mute request to the one concerned, whose client obeys. */
  requestMute(actor: Occupant, target: Occupant, kind: "audio" | "video"): void {
    this.#request(
      target,
      el(
        "mute",
        { xmlns: kind === "audio" ? NS.muteAudio : NS.muteVideo, actor: actor.jid },
        "true",
      ),
    );
  }

  #invite(endpoint: Endpoint): void {
    endpoint.attempt += 1;
    // Whoever has no socket now is invited on resuming.
    if (!this.#media.ready || !endpoint.occupant.session.attached) {
      endpoint.phase = "waiting";
      return;
    }
    endpoint.phase = "allocating";
    void this.#allocateAndOffer(endpoint, endpoint.attempt);
  }

  async #allocateAndOffer(endpoint: Endpoint, attempt: number): Promise<void> {
    try {
      const transport = await this.#media.allocate(this.id, endpoint.id);
      if (attempt === endpoint.attempt) this.#offer(endpoint, transport);
    } catch (error) {
      if (attempt !== endpoint.attempt) return;
      endpoint.phase = "waiting";
      this.#logger.warn({ endpoint: endpoint.id, err: error }, "no transport");
      if (this.#media.ready) this.#inviteLater(endpoint);
    }
  }

  #offer(endpoint: Endpoint, transport: TransportDescription): void {
    endpoint.told.clear();
    const sources: ShownSource[] = [];
    for (const other of this.#endpoints.values()) {
      if (other === endpoint) continue;
      const shown = other.shown();
      endpoint.told.set(other.id, shown);
      sources.push(...shown);
    }
    endpoint.phase = "offered";
    this.#request(
      endpoint.occupant,
      sessionInitiate({
        ...endpoint.newInvitation(),
        initiator: this.#settings.focusJid,
        transport,
        webSocketUrl: this.#channelUrl(endpoint),
        sources: [...this.#placeholders, ...sources],
      }),
    );
    const { attempt } = endpoint;
    clearTimeout(endpoint.timer);
    endpoint.timer = setTimeout(() => {
      if (attempt === endpoint.attempt) this.#reinvite(endpoint, "no answer");
    }, ANSWER_TIMEOUT_MS);
    // A channel that survived a restart of the media process is news to the new one.
    this.channels.repeatState(endpoint.id);
  }

  #inviteLater(endpoint: Endpoint): void {
    clearTimeout(endpoint.timer);
    const delay = endpoint.nextDelay(performance.now());
    if (delay === 0) {
      this.#invite(endpoint);
      return;
    }
    endpoint.timer = setTimeout(() => {
      if (endpoint.phase === "waiting") this.#invite(endpoint);
    }, delay);
  }

  /** Takes an endpoint's media down on all sides; it waits for its next invitation. */
  #withdraw(endpoint: Endpoint, text: string): void {
    const { invitation } = endpoint;
    clearTimeout(endpoint.timer);
    endpoint.attempt += 1;
    endpoint.phase = "waiting";
    endpoint.invitation = null;
    endpoint.sources = [];
    this.#tellOthers(endpoint);
    this.#media.send({ type: "remove", conference: this.id, endpoint: endpoint.id });
    if (invitation !== null) {
      this.#request(
        endpoint.occupant,
        sessionTerminate(invitation.sessionId, "connectivity-error", text),
      );
    }
  }

  #reinvite(endpoint: Endpoint, text: string): void {
    this.#withdraw(endpoint, text);
    this.#inviteLater(endpoint);
  }

  #accept(endpoint: Endpoint, jingle: Element): JingleOutcome {
    if (endpoint.phase !== "offered") return "bad-request";
    const remote = parseRemoteTransport(jingle);
    if (remote === null) return "bad-request";
    clearTimeout(endpoint.timer);
    endpoint.sources = this.#withoutForeign(endpoint, parseSources(jingle, endpoint.id));
    endpoint.phase = "accepted";
    this.#media.send({
      type: "accept",
      conference: this.id,
      endpoint: endpoint.id,
      remote,
      sources: endpoint.mediaSources(),
    });
    this.#tellOthers(endpoint);
    this.#catchUp(endpoint);
    return null;
  }

  #addSources(endpoint: Endpoint, jingle: Element): JingleOutcome {
    if (endpoint.phase !== "accepted") return "bad-request";
    endpoint.addSources(this.#withoutForeign(endpoint, parseSources(jingle, endpoint.id)));
    this.#sourcesChanged(endpoint);
    return null;
  }

  #removeSources(endpoint: Endpoint, jingle: Element): JingleOutcome {
    if (endpoint.phase !== "accepted") return "bad-request";
    const removed = parseSsrcs(jingle);
    endpoint.sources = endpoint.sources
      .map((source) => ({ ...source, ssrcs: source.ssrcs.filter((ssrc) => !removed.has(ssrc)) }))
      .filter((source) => source.ssrcs.length > 0);
    this.#sourcesChanged(endpoint);
    return null;
  }

  #terminatedByClient(endpoint: Endpoint, jingle: Element): JingleOutcome {
    const restart = jingle.getChild("bridge-session", NS.focus)?.attrs["restart"] === "true";
    endpoint.invitation = null;
    this.#withdraw(endpoint, "");
    if (restart) this.#inviteLater(endpoint);
    else endpoint.phase = "ended";
    return null;
  }

  #sourcesChanged(endpoint: Endpoint): void {
    this.#publishToMedia(endpoint);
    this.#tellOthers(endpoint);
  }

  #publishToMedia(endpoint: Endpoint): void {
    if (endpoint.phase !== "accepted") return;
    this.#media.send({
      type: "setSources",
      conference: this.id,
      endpoint: endpoint.id,
      sources: endpoint.mediaSources(),
    });
  }

  /** Leaves out what another endpoint has already: nobody can take over a stream by its number. */
  #withoutForeign<T extends ReturnType<typeof parseSources>[number]>(
    endpoint: Endpoint,
    sources: readonly T[],
  ): T[] {
    const taken = new Set(this.#placeholders.map((source) => source.ssrc));
    for (const other of this.#endpoints.values()) {
      if (other === endpoint) continue;
      for (const source of other.sources) for (const ssrc of ssrcsOf(source)) taken.add(ssrc);
    }
    return sources.filter((source) => ssrcsOf(source).every((ssrc) => !taken.has(ssrc)));
  }

  /** Brings everybody's knowledge of this endpoint's sources up to date. */
  #tellOthers(owner: Endpoint): void {
    const shown = owner.shown();
    for (const other of this.#endpoints.values()) {
      if (other !== owner && other.phase === "accepted") this.#tell(other, owner.id, shown);
    }
  }

  /** Tells a newcomer what has changed between its invitation and its answer. */
  #catchUp(endpoint: Endpoint): void {
    for (const other of this.#endpoints.values()) {
      if (other !== endpoint) this.#tell(endpoint, other.id, other.shown());
    }
  }

  #tell(receiver: Endpoint, owner: string, shown: readonly ShownSource[]): void {
    const { invitation } = receiver;
    if (invitation === null) return;
    const before = receiver.told.get(owner) ?? [];
    receiver.told.set(owner, shown);
    const removed = before.filter((source) => !shown.some((now) => sameSource(now, source)));
    const added = shown.filter((source) => !before.some((old) => sameSource(old, source)));
    for (const jingle of [
      sourceChange("source-remove", invitation.sessionId, removed),
      sourceChange("source-add", invitation.sessionId, added),
    ]) {
      if (jingle !== null) this.#request(receiver.occupant, jingle);
    }
  }

  #request(occupant: Occupant, payload: Element): void {
    occupant.session.send(
      el(
        "iq",
        {
          xmlns: NS.client,
          type: "set",
          id: `focus-${this.#nextIqId++}`,
          from: this.room.focusJid,
          to: occupant.session.jid,
        },
        payload,
      ),
    );
  }

  #channelUrl(endpoint: Endpoint): string {
    const password = this.channels.passwordOf(endpoint.id) ?? "";
    return `${this.#settings.channelOrigin}/colibri-ws/default-id/${this.id}/${endpoint.id}?pwd=${password}`;
  }
}
