import type { Logger } from "pino";
import type { ConferenceChannels } from "../bridge/conference-channels.ts";
import type { MediaPort } from "../media-process/media-process.ts";
import type { TransportDescription } from "../media/protocol.ts";
import type { Occupant, Room } from "../muc/room.ts";
import type { Element } from "../xml/build.ts";
import type { Endpoint } from "./endpoint.ts";
import { sessionInitiate, sessionTerminate } from "./jingle-offer.ts";
import type { ShownSource } from "./jingle-sources.ts";

/** Time in which a client has to answer its invitation; a slow machine needs some seconds. */
const ANSWER_TIMEOUT_MS = 30_000;

/** What invitations need of the conference. */
export interface InvitationParts {
  /** Id of the conference towards the media side. */
  readonly id: string;
  readonly room: Room;
  readonly media: MediaPort;
  readonly logger: Logger;
  readonly channels: ConferenceChannels;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** Full address of the focus user, the Jingle initiator. */
  readonly focusJid: string;
  /** `ws://` or `wss://` origin under which browsers reach the bridge channel. */
  readonly channelOrigin: string;
  /** Sources of the bridge itself, which the library expects first in each section. */
  readonly placeholders: readonly ShownSource[];
  readonly shownOf: (owner: Endpoint) => readonly ShownSource[];
  readonly sourcesChanged: (endpoint: Endpoint) => void;
  readonly tellRights: (occupant: Occupant) => void;
  readonly request: (occupant: Occupant, payload: Element) => void;
}

/** Invites endpoints to the bridge with Jingle, and again whenever that came to nothing. */
export class Invitations {
  readonly #parts: InvitationParts;

  constructor(parts: InvitationParts) {
    this.#parts = parts;
  }

  invite(endpoint: Endpoint): void {
    endpoint.attempt += 1;
    // Whoever has no socket now is invited on resuming.
    if (!this.#parts.media.ready || !endpoint.occupant.session.attached) {
      endpoint.phase = "waiting";
      return;
    }
    endpoint.phase = "allocating";
    void this.#allocateAndOffer(endpoint, endpoint.attempt);
  }

  /** Invites everybody who waits for it. */
  inviteWaiting(): void {
    for (const endpoint of this.#parts.endpoints.values()) {
      if (endpoint.phase === "waiting") this.invite(endpoint);
    }
  }

  inviteLater(endpoint: Endpoint): void {
    clearTimeout(endpoint.timer);
    const delay = endpoint.nextDelay(performance.now());
    if (delay === 0) {
      this.invite(endpoint);
      return;
    }
    endpoint.timer = setTimeout(() => {
      if (endpoint.phase === "waiting") this.invite(endpoint);
    }, delay);
  }

  /** Takes an endpoint's media down on all sides; it waits for its next invitation. */
  withdraw(endpoint: Endpoint, text: string): void {
    const { id, media, request, sourcesChanged } = this.#parts;
    const { invitation } = endpoint;
    clearTimeout(endpoint.timer);
    endpoint.attempt += 1;
    endpoint.phase = "waiting";
    endpoint.invitation = null;
    endpoint.sources = [];
    sourcesChanged(endpoint);
    media.send({ type: "remove", conference: id, endpoint: endpoint.id });
    if (invitation !== null) {
      const end = sessionTerminate(invitation.sessionId, "connectivity-error", text);
      request(endpoint.occupant, end);
    }
  }

  reinvite(endpoint: Endpoint, text: string): void {
    this.withdraw(endpoint, text);
    this.inviteLater(endpoint);
  }

  async #allocateAndOffer(endpoint: Endpoint, attempt: number): Promise<void> {
    const { id, media, logger } = this.#parts;
    try {
      const transport = await media.allocate(id, endpoint.id);
      if (attempt === endpoint.attempt) this.#offer(endpoint, transport);
    } catch (error) {
      if (attempt !== endpoint.attempt) return;
      endpoint.phase = "waiting";
      logger.warn({ endpoint: endpoint.id, err: error }, "no transport");
      if (media.ready) this.inviteLater(endpoint);
    }
  }

  #offer(endpoint: Endpoint, transport: TransportDescription): void {
    const { channels, endpoints, focusJid, placeholders, room } = this.#parts;
    endpoint.told.clear();
    const sources: ShownSource[] = [];
    for (const other of endpoints.values()) {
      if (other === endpoint) continue;
      const shown = this.#parts.shownOf(other);
      endpoint.told.set(other.id, shown);
      sources.push(...shown);
    }
    endpoint.phase = "offered";
    this.#parts.tellRights(endpoint.occupant);
    room.flush();
    this.#parts.request(
      endpoint.occupant,
      sessionInitiate({
        ...endpoint.newInvitation(),
        initiator: focusJid,
        transport,
        webSocketUrl: this.#channelUrl(endpoint),
        sources: [...placeholders, ...sources],
      }),
    );
    const { attempt } = endpoint;
    clearTimeout(endpoint.timer);
    endpoint.timer = setTimeout(() => {
      if (attempt === endpoint.attempt) this.reinvite(endpoint, "no answer");
    }, ANSWER_TIMEOUT_MS);
    // A channel that survived a restart of the media process is news to the new one.
    channels.repeatState(endpoint.id);
  }

  #channelUrl({ id: endpoint }: Endpoint): string {
    const { id, channelOrigin, channels } = this.#parts;
    const password = channels.passwordOf(endpoint) ?? "";
    return `${channelOrigin}/colibri-ws/default-id/${id}/${endpoint}?pwd=${password}`;
  }
}
