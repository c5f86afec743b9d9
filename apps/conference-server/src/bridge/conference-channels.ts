import { randomBytes, timingSafeEqual } from "node:crypto";
import { RTT_MESSAGE } from "@plenum/model";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import type { MediaPort } from "../media-process/media-process.ts";
import { TokenBucket } from "../xmpp/token-bucket.ts";
import { BridgeChannel, type ColibriMessage } from "./bridge-channel.ts";

interface Slot {
  /** Opens the channel; stays the same over re-invitations. */
  readonly password: string;
  channel: BridgeChannel | null;
  /** Limits what goes from this endpoint to all others. */
  readonly broadcasts: TokenBucket;
  /** The same for real-time text, which must not be held up by reactions, nor hold them up. */
  readonly letters: TokenBucket;
  /** The last `SenderSourceConstraints` by source. */
  readonly constraints: Map<string, object>;
  /** Those who wait until the client has set up a new source. */
  readonly settling: Set<() => void>;
}

const BROADCASTS_PER_SECOND = 5;
const BROADCAST_BURST = 50;
/** Somebody who writes and speaks sends four a second for each: letters, and captions. */
const LETTERS_PER_SECOND = 10;
const LETTERS_BURST = 30;
/** Characters of a message of real-time text. */
const MAX_LETTERS = 8_192;
/** In larger conferences the statistics of everyone go only to those who see the sender. */
const STATS_TO_ALL = 30;

/** Who may say something to all, and who is there for whom. */
export interface ChannelRules {
  mayChat(endpoint: string): boolean;
  sees(viewer: string, other: string): boolean;
}

const NO_RULES: ChannelRules = { mayChat: () => true, sees: () => true };

/**
 * The bridge channels of one conference: messages between endpoints are relayed here, everything
 * about media goes to the media process and comes from it.
 */
export class ConferenceChannels {
  readonly #conferenceId: string;
  readonly #media: MediaPort;
  readonly #logger: Logger;
  readonly #slots = new Map<string, Slot>();
  #speaker: { readonly endpoint: string; readonly previous: readonly string[] } | null = null;

  readonly #rules: ChannelRules;

  constructor(
    conferenceId: string,
    media: MediaPort,
    logger: Logger,
    rules: ChannelRules = NO_RULES,
  ) {
    this.#rules = rules;
    this.#conferenceId = conferenceId;
    this.#media = media;
    this.#logger = logger;
  }

  /** Prepares for an endpoint's channel. */
  add(endpoint: string): void {
    this.#slots.set(endpoint, {
      password: randomBytes(18).toString("base64url"),
      channel: null,
      broadcasts: new TokenBucket(BROADCASTS_PER_SECOND, BROADCAST_BURST, performance.now()),
      letters: new TokenBucket(LETTERS_PER_SECOND, LETTERS_BURST, performance.now()),
      constraints: new Map(),
      settling: new Set(),
    });
  }

  remove(endpoint: string): void {
    const slot = this.#slots.get(endpoint);
    this.#slots.delete(endpoint);
    slot?.channel?.close();
    for (const settle of slot?.settling ?? []) settle();
    if (this.#speaker?.endpoint === endpoint) this.#speaker = null;
  }

  passwordOf(endpoint: string): string | undefined {
    return this.#slots.get(endpoint)?.password;
  }

  /** Whether this password opens the channel of this endpoint. Constant in time. */
  mayOpen(endpoint: string, password: string): boolean {
    const slot = this.#slots.get(endpoint);
    if (slot === undefined) return false;
    const expected = Buffer.from(slot.password);
    const given = Buffer.from(password);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  /** Takes a socket as the endpoint's channel, instead of an earlier one. */
  open(endpoint: string, socket: WebSocket): void {
    const slot = this.#slots.get(endpoint);
    if (slot === undefined) {
      socket.close(1008);
      return;
    }
    const old = slot.channel;
    slot.channel = new BridgeChannel(socket, this.#logger, {
      channelMessage: (channel, message) => {
        if (slot.channel === channel) this.#received(endpoint, message);
      },
      channelClosed: (channel) => {
        if (slot.channel !== channel) return;
        slot.channel = null;
        if (this.#slots.get(endpoint) === slot) this.#tellMedia(endpoint, false);
      },
    });
    old?.close();
    this.#tellMedia(endpoint, true);
    this.#tellSpeaker(slot);
  }

  /** Tells a new media process of a channel that has been open all along. */
  repeatState(endpoint: string): void {
    const channel = this.#slots.get(endpoint)?.channel ?? null;
    if (channel !== null) this.#tellMedia(endpoint, true);
  }

  send(endpoint: string, message: object): void {
    const slot = this.#slots.get(endpoint);
    if (slot === undefined) return;
    if ("colibriClass" in message && message.colibriClass === "SenderSourceConstraints") {
      if ("sourceName" in message) slot.constraints.set(String(message.sourceName), message);
    }
    slot.channel?.send(JSON.stringify(message));
  }

  /**
   * Resolves when the client says by the type of its video that it has set up a source that it
   * signalled, or after `atMost` milliseconds. The constraints of its sources are repeated then,
   * for the library drops those that come while it is still adding the track.
   */
  async settled(endpoint: string, atMost: number): Promise<void> {
    const slot = this.#slots.get(endpoint);
    if (slot === undefined) return;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        clearTimeout(timer);
        slot.settling.delete(settle);
        resolve();
      };
      const timer = setTimeout(settle, atMost);
      slot.settling.add(settle);
    });
    repeatConstraints(slot);
  }

  announceSpeaker(endpoint: string, previous: readonly string[]): void {
    this.#speaker = { endpoint, previous };
    for (const slot of this.#slots.values()) this.#tellSpeaker(slot);
  }

  forgetSpeaker(): void {
    this.#speaker = null;
  }

  #received(from: string, message: ColibriMessage): void {
    switch (message.colibriClass) {
      case "EndpointMessage":
        if (this.#rules.mayChat(from)) this.#relay(from, message);
        return;
      case "EndpointStats":
        this.#relayStats(from, message);
        return;
      case "ClientHello":
        return;
      default:
        this.#passToMedia(from, message);
        if (message.colibriClass === "SourceVideoTypeMessage") {
          const slot = this.#slots.get(from);
          for (const settle of slot?.settling ?? []) settle();
          if (slot !== undefined) repeatConstraints(slot);
        }
    }
  }

  #relay(from: string, message: ColibriMessage): void {
    const to = message["to"];
    if (typeof to === "string" && to !== "") this.send(to, { ...message, from });
    else if (isRealTimeText(message)) this.#broadcastLetters(from, { ...message, from });
    else this.#broadcast(from, { ...message, from });
  }

  /** To those who see the writer alone: nobody else knows whose text it is. */
  #broadcastLetters(from: string, message: object): void {
    const text = JSON.stringify(message);
    if (text.length > MAX_LETTERS) return;
    if (this.#slots.get(from)?.letters.take(1, performance.now()) !== true) return;
    for (const [endpoint, slot] of this.#slots) {
      if (endpoint !== from && this.#rules.sees(endpoint, from)) slot.channel?.send(text);
    }
  }

  /** In a large conference the media process, which knows who sees whom, passes them on. */
  #relayStats(from: string, message: ColibriMessage): void {
    if (this.#slots.size <= STATS_TO_ALL) this.#broadcast(from, { ...message, from }, true);
    else if (this.#mayBroadcast(from)) this.#passToMedia(from, message);
  }

  #passToMedia(from: string, message: ColibriMessage): void {
    const conference = this.#conferenceId;
    this.#media.send({ type: "bridgeMessage", conference, endpoint: from, message });
  }

  #mayBroadcast(from: string): boolean {
    if (this.#slots.get(from)?.broadcasts.take(1, performance.now()) === true) return true;
    this.#logger.warn({ endpoint: from }, "broadcast dropped: too many");
    return false;
  }

  #broadcast(from: string, message: object, droppable = false): void {
    if (!this.#mayBroadcast(from)) return;
    const text = JSON.stringify(message);
    for (const [endpoint, slot] of this.#slots) {
      if (endpoint === from) continue;
      // Statistics of somebody whom one does not see are of no use.
      if (droppable && !this.#rules.sees(endpoint, from)) continue;
      slot.channel?.send(text, droppable);
    }
  }

  #tellSpeaker(slot: Slot): void {
    if (this.#speaker === null) return;
    slot.channel?.send(
      JSON.stringify({
        colibriClass: "DominantSpeakerEndpointChangeEvent",
        dominantSpeakerEndpoint: this.#speaker.endpoint,
        previousSpeakers: this.#speaker.previous,
        silence: false,
      }),
    );
  }

  #tellMedia(endpoint: string, open: boolean): void {
    const conference = this.#conferenceId;
    this.#media.send({ type: "bridgeChannel", conference, endpoint, open });
  }
}

function isRealTimeText(message: ColibriMessage): boolean {
  const payload = message["msgPayload"];
  return typeof payload === "object" && payload !== null && "type" in payload
    ? payload.type === RTT_MESSAGE
    : false;
}

function repeatConstraints(slot: Slot): void {
  for (const message of slot.constraints.values()) slot.channel?.send(JSON.stringify(message));
}
