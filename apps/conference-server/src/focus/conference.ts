import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import {
  MODERATION_MESSAGE,
  type ControlMediaKind,
  type ControlWish,
  type ModerationMessage,
} from "@plenum/model";
import { avModerationAddress } from "../control/av-moderation.ts";
import { Enforcement } from "../control/enforcement.ts";
import { MEDIA_KINDS } from "../control/plan.ts";
import { ConferenceChannels } from "../bridge/conference-channels.ts";
import type { EndpointEvent, MediaPort } from "../media-process/media-process.ts";
import { announcedSources, type AnnouncedSource } from "../muc/presence-content.ts";
import { isModerator, type Occupant, type Room, sees } from "../muc/room.ts";
import { el, type Element } from "../xml/build.ts";
import { NS } from "../xmpp/namespaces.ts";
import type { Session } from "../xmpp/session.ts";
import { Endpoint } from "./endpoint.ts";
import { Invitations } from "./invitations.ts";
import {
  parseSources,
  parseSsrcs,
  placeholderSources,
  type ShownSource,
  ssrcsOf,
} from "./jingle-sources.ts";
import { parseRemoteTransport } from "./jingle-transport.ts";
import { SourceNews } from "./source-news.ts";

export interface ConferenceSettings {
  /** `ws://` or `wss://` origin under which browsers reach the bridge channel. */
  readonly channelOrigin: string;
  /** Full address of the focus user, the Jingle initiator. */
  readonly focusJid: string;
  /** XMPP domain of the server. */
  readonly domain: string;
}

const MUTE_NAMESPACES: Readonly<Record<ControlMediaKind, string>> = {
  audio: NS.muteAudio,
  video: NS.muteVideo,
  desktop: NS.muteDesktop,
};

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
  readonly #media: MediaPort;
  readonly #logger: Logger;
  readonly #endpoints = new Map<string, Endpoint>();
  /** Sources of the bridge itself, which the library expects first in each section. */
  readonly #placeholders: readonly ShownSource[];
  /** The bridge channels of everybody in the conference. */
  readonly channels: ConferenceChannels;
  readonly #news: SourceNews;
  readonly #invitations: Invitations;
  readonly #enforcement: Enforcement;
  #nextIqId = 1;

  constructor(room: Room, settings: ConferenceSettings, media: MediaPort, logger: Logger) {
    this.room = room;
    this.#media = media;
    this.#logger = logger.child({ conference: this.id });
    this.#placeholders = placeholderSources();
    this.channels = new ConferenceChannels(this.id, media, this.#logger, {
      mayChat: (endpoint) => this.mayChat(room.byNick(endpoint)),
      sees: (viewer, other) => {
        const [a, b] = [room.byNick(viewer), room.byNick(other)];
        return a !== undefined && b !== undefined && sees(a, b);
      },
    });
    this.#news = new SourceNews({
      endpoints: this.#endpoints,
      shownOf: (owner) => this.#shownOf(owner),
      send: ({ occupant }, jingle) => {
        this.#request(occupant, jingle);
      },
      before: () => {
        room.flush();
      },
    });
    this.#invitations = new Invitations({
      id: this.id,
      room,
      media,
      logger: this.#logger,
      channels: this.channels,
      endpoints: this.#endpoints,
      focusJid: settings.focusJid,
      channelOrigin: settings.channelOrigin,
      placeholders: this.#placeholders,
      shownOf: (owner) => this.#shownOf(owner),
      sourcesChanged: (endpoint) => {
        this.#news.changed(endpoint);
      },
      tellRights: (occupant) => {
        this.#tellRights(occupant);
      },
      request: (occupant, payload) => {
        this.#request(occupant, payload);
      },
    });
    this.#enforcement = new Enforcement(room, avModerationAddress(settings.domain), {
      rightsChanged: (occupant) => {
        this.#tellRights(occupant);
      },
      ask: (occupant, kind) => {
        this.askToMute(occupant, kind);
      },
      sourcesChanged: (occupants) => {
        for (const { nick } of occupants) {
          const endpoint = this.#endpoints.get(nick);
          if (endpoint !== undefined) this.#news.changed(endpoint);
        }
        this.#news.flush();
      },
    });
  }

  /** How this conference is to be. */
  get wish(): ControlWish {
    return this.#enforcement.wish;
  }

  /** Makes a wish true, for all who are there and for whoever comes. */
  apply(wish: ControlWish): void {
    this.#enforcement.apply(wish);
  }

  /** Lets a session into the room, as the wish says, and invites it. */
  admit(session: Session, nick: string, presence: Element): Occupant {
    const treatment = this.#enforcement.treatmentOf(session.identity);
    const occupant = this.room.join(session, nick, presence, treatment);
    this.#enforcement.joined(occupant);
    this.joined(occupant, announcedSources(presence, nick));
    return occupant;
  }

  /** Whether somebody may send text over the conference itself. */
  mayChat(occupant: Occupant | undefined): boolean {
    if (occupant === undefined || occupant.treatment.standing.role === "listener") return false;
    return !this.wish.locks.chat || isModerator(occupant);
  }

  joined(occupant: Occupant, announced: ReadonlyMap<string, AnnouncedSource>): void {
    const endpoint = new Endpoint(occupant);
    endpoint.announced = announced;
    this.#endpoints.set(endpoint.id, endpoint);
    this.channels.add(endpoint.id);
    this.#invitations.invite(endpoint);
  }

  announced(occupant: Occupant, announced: ReadonlyMap<string, AnnouncedSource>): void {
    const endpoint = this.#endpoints.get(occupant.nick);
    if (endpoint === undefined) return;
    endpoint.announced = announced;
    this.#publishToMedia(endpoint);
    this.#remind(endpoint);
    // In a lecture a camera is shown that a screen would not be, and the other way round.
    if (this.wish.mode === "stage") this.#news.changed(endpoint);
  }

  left(occupant: Occupant): void {
    const endpoint = this.#endpoints.get(occupant.nick);
    if (endpoint === undefined) return;
    this.#endpoints.delete(endpoint.id);
    endpoint.attempt += 1;
    clearTimeout(endpoint.timer);
    this.channels.remove(endpoint.id);
    this.#media.send({ type: "remove", conference: this.id, endpoint: endpoint.id });
    this.#news.left(endpoint);
    this.#enforcement.left();
  }

  /** The client is back after a lost socket: what waited for it goes on. */
  resumed(occupant: Occupant): void {
    const endpoint = this.#endpoints.get(occupant.nick);
    if (endpoint?.phase === "waiting") this.#invitations.invite(endpoint);
  }

  mediaReady(): void {
    this.#invitations.inviteWaiting();
  }

  /** The media process died: every session is over, and starts again when it is back. */
  mediaLost(): void {
    this.channels.forgetSpeaker();
    for (const endpoint of this.#endpoints.values()) {
      if (endpoint.phase !== "ended") this.#invitations.withdraw(endpoint, "bridge restarts");
    }
  }

  mediaEvent(event: EndpointEvent): void {
    const endpoint = this.#endpoints.get(event.endpoint);
    if (endpoint === undefined) return;
    switch (event.type) {
      case "connected":
        this.#logger.debug({ endpoint: endpoint.id }, "media connected");
        endpoint.connected(performance.now());
        return;
      case "failed":
        this.#logger.warn({ endpoint: endpoint.id, reason: event.reason }, "media failed");
        this.#invitations.reinvite(endpoint, event.reason);
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

  /**
   * Asks somebody's client to mute, which an honest one does; the right to send is another matter.
   * @param actor the moderator who wants it; absent when the room does
   */
  askToMute(target: Occupant, kind: ControlMediaKind, actor?: Occupant): void {
    this.#request(
      target,
      el("mute", { xmlns: MUTE_NAMESPACES[kind], actor: actor?.jid ?? this.room.focusJid }, "true"),
    );
  }

  /** Tells a client what a moderator wants of it; the library hands it on as it is. */
  tell({ session }: Occupant, wanted: Omit<ModerationMessage, "type">): void {
    const content = JSON.stringify({ type: MODERATION_MESSAGE, ...wanted });
    session.send(
      el(
        "message",
        { xmlns: NS.client, from: `${this.room.jid}/focus`, to: session.jid },
        el("json-message", { xmlns: NS.jitmeet }, content),
      ),
    );
  }

  /** Asks a client once to mute what it announces although it may not send it. */
  #remind(endpoint: Endpoint): void {
    const { asked, occupant } = endpoint;
    const sending = endpoint.sending();
    for (const kind of MEDIA_KINDS) {
      if (occupant.treatment.standing[kind] || !sending.has(kind)) asked.delete(kind);
      else if (!asked.has(kind)) {
        asked.add(kind);
        this.askToMute(occupant, kind);
      }
    }
  }

  #tellRights({ nick, treatment }: Occupant): void {
    const phase = this.#endpoints.get(nick)?.phase;
    // Whoever has no transport is told of with the next one.
    if (phase !== "offered" && phase !== "accepted") return;
    const { audio, video, desktop } = treatment.standing;
    this.#media.send({
      type: "rights",
      conference: this.id,
      endpoint: nick,
      audio,
      video,
      desktop,
    });
  }

  #shownOf(owner: Endpoint): ShownSource[] {
    return owner.shown(this.wish.mode === "stage");
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
    this.#news.changed(endpoint);
    this.#news.catchUp(endpoint);
    endpoint.asked.clear();
    this.#remind(endpoint);
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
    this.#invitations.withdraw(endpoint, "");
    if (restart) this.#invitations.inviteLater(endpoint);
    else endpoint.phase = "ended";
    return null;
  }

  #sourcesChanged(endpoint: Endpoint): void {
    this.#publishToMedia(endpoint);
    this.#news.changed(endpoint);
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
}
