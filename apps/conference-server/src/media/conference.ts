import type { ClientMessage } from "./colibri/messages.ts";
import { clientMessageSchema } from "./colibri/messages.ts";
import { applyConstraintMessage, isConstraintMessage, UNLIMITED } from "./colibri/constraints.ts";
import { Loudest } from "./audio/loudest.ts";
import { Allocator } from "./allocator.ts";
import type { Counters } from "./counters.ts";
import { Endpoint } from "./endpoint.ts";
import { handleRtcp, sendFastFeedback, sendReceiverReport } from "./feedback.ts";
import { type Forwarder, type ForwardingContext, requestKeyframe } from "./forwarding.ts";
import type {
  MediaEvent,
  MediaOptions,
  RemoteTransport,
  SendRights,
  Source,
  TransportDescription,
} from "./protocol.ts";
import { sendPadding } from "./padding.ts";
import type { RelayedDoor } from "./relayed/relayed-door.ts";
import { isRtcp } from "./rtp/packet.ts";
import { Sources } from "./sources.ts";
import { DominantSpeaker } from "./speaker/dominant.ts";
import type { AudioStream, VideoStream } from "./streams.ts";

/** Without a packet for this long the others are told that the endpoint is not there. */
const INACTIVE_MS = 5000;
/** And for this long: it has to be invited again. */
const FAILED_MS = 30_000;

export interface ConferenceDependencies {
  readonly options: MediaOptions;
  readonly counters: Counters;
  readonly forwarder: Forwarder;
  readonly emit: (event: MediaEvent) => void;
  /** The entrance for relays that the library does not understand, where there is one. */
  readonly door?: RelayedDoor | undefined;
  /** Pixels that cameras may have while the router sheds load. */
  readonly heightCap: () => number;
  /** Is told of each packet before anything is done with it. @param now ms of a steady clock */
  readonly onPacket: (now: number) => void;
}

/** The endpoints of one meeting and everything that goes between them. */
export class Conference implements ForwardingContext {
  readonly id: string;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #loudest = new Loudest();
  readonly #sources = new Sources(this.#loudest);
  readonly #speaker = new DominantSpeaker();
  readonly #allocator: Allocator;
  readonly #dependencies: ConferenceDependencies;

  constructor(id: string, dependencies: ConferenceDependencies) {
    this.id = id;
    this.#dependencies = dependencies;
    this.#allocator = new Allocator({
      endpoints: this.#endpoints,
      sources: this.#sources,
      speakers: () => this.#speaker.order,
      heightCap: dependencies.heightCap,
      send: (endpoint, message) => this.#tell(endpoint, message),
    });
  }

  get endpoints(): ReadonlyMap<string, Endpoint> {
    return this.#endpoints;
  }

  /** Makes room for an endpoint, anew if it was there. @returns what its offer has to say */
  allocate(id: string): TransportDescription {
    const rights = this.#endpoints.get(id)?.rights;
    this.remove(id);
    const { options, counters, door } = this.#dependencies;
    const endpoint = new Endpoint(id, options, counters);
    if (rights !== undefined) endpoint.rights = rights;
    this.#endpoints.set(id, endpoint);
    door?.admit(endpoint.identity);
    return endpoint.identity.describe(options, door?.isOpen === true ? door.port : undefined);
  }

  /** Connects to a client that took the offer. */
  accept(id: string, remote: RemoteTransport, announced: readonly Source[]): void {
    const endpoint = this.#endpoints.get(id);
    if (endpoint === undefined) return;
    try {
      endpoint.connect(`${this.id}/${id}`, remote, {
        onPacket: (packet) => this.#onPacket(endpoint, packet),
        onConnected: () => this.#onConnected(endpoint),
        onFailed: (reason) => this.#onFailed(endpoint, reason),
      });
    } catch (error) {
      this.#onFailed(endpoint, error instanceof Error ? error.message : String(error));
      return;
    }
    endpoint.lastPacketAt = performance.now();
    this.setSources(id, announced);
    this.#sources.subscribe(endpoint);
    this.#allocator.scheduleAll();
  }

  /** Replaces what an endpoint sends. */
  setSources(id: string, announced: readonly Source[]): void {
    const endpoint = this.#endpoints.get(id);
    if (endpoint === undefined) return;
    const refused = this.#sources.replace(endpoint, announced, this.#endpoints);
    if (refused.length > 0)
      this.#dependencies.emit({
        type: "sourcesRefused",
        conference: this.id,
        endpoint: id,
        sources: refused.map(({ name }) => name),
        reason: "a name or an SSRC is taken by another source of the conference",
      });
    this.#markDominant();
    this.#allocator.scheduleAll();
  }

  /** Says what an endpoint may send from now on. */
  setRights(id: string, { audio, video, desktop }: SendRights): void {
    const endpoint = this.#endpoints.get(id);
    if (endpoint === undefined) return;
    endpoint.rights = { audio, video, desktop };
    if (!audio) {
      this.#speaker.forget(id);
      this.#sources.silence(endpoint);
      this.#markDominant();
    }
    // What was thrown away meanwhile is not missing.
    for (const incoming of endpoint.incoming.values())
      if (incoming.kind === "video") incoming.layer.nack.reset();
    this.#allocator.scheduleAll();
  }

  /** Voices that are not passed on because louder ones are. @param now ms of a steady clock */
  unheardVoices(now: number): number {
    return this.#loudest.unheard(now);
  }

  /** Opens or closes the bridge channel of an endpoint. */
  setChannel(id: string, open: boolean): void {
    const endpoint = this.#endpoints.get(id);
    if (endpoint === undefined) return;
    endpoint.channelOpen = open;
    if (!open) return;
    this.#tell(endpoint, { colibriClass: "ServerHello" });
    if (this.#speaker.current !== undefined) this.#tell(endpoint, this.#speakerMessage());
    this.#allocator.repeatFor(endpoint);
  }

  /** Takes a message of the bridge channel; one that nobody understands is dropped. */
  bridgeMessage(id: string, raw: unknown): void {
    const endpoint = this.#endpoints.get(id);
    const parsed = clientMessageSchema.safeParse(raw);
    if (endpoint === undefined || !parsed.success) return;
    this.#onMessage(endpoint, parsed.data);
  }

  remove(id: string): void {
    const endpoint = this.#endpoints.get(id);
    if (endpoint === undefined) return;
    this.#endpoints.delete(id);
    this.#dependencies.door?.forget(endpoint.identity);
    endpoint.close();
    this.#allocator.forget(endpoint);
    this.#sources.remove(endpoint);
    endpoint.incoming.clear();
    this.#speaker.forget(id);
    this.#allocator.scheduleAll();
  }

  close(): void {
    for (const id of this.#endpoints.keys()) this.remove(id);
  }

  /** Every 25 ms: losses, arrivals, key pictures that are still awaited. */
  fastTick(reportArrivals: boolean, now: number): void {
    for (const endpoint of this.#endpoints.values())
      sendFastFeedback(endpoint, reportArrivals, now);
    if (reportArrivals) this.#repeatKeyframeRequests(now);
    this.#allocator.run(now);
    this.#probeLines(now);
    this.#bringBack(now);
  }

  /** Whoever came in by the door for relays has to be answered there. */
  #bringBack(now: number): void {
    const { door } = this.#dependencies;
    if (door === undefined) return;
    for (const endpoint of this.#endpoints.values()) {
      try {
        if (endpoint.bringBack(door, now))
          this.#onFailed(endpoint, "sent past the door for relays");
      } catch (error) {
        this.#onFailed(endpoint, error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** Tries out lines that might carry more; not while the router itself has too much to do. */
  #probeLines(now: number): void {
    if (this.#dependencies.heightCap() < UNLIMITED) return;
    for (const endpoint of this.#endpoints.values()) {
      if (!endpoint.connected) continue;
      const bytes = endpoint.ladder.paddingDue(now);
      if (bytes > 0) endpoint.estimator.setProbable(sendPadding(endpoint, bytes, now));
    }
  }

  /** Every 300 ms: who speaks. */
  speakerTick(now: number): void {
    if (!this.#speaker.decide(now)) return;
    const { current } = this.#speaker;
    this.#markDominant();
    if (current === undefined) return;
    this.#dependencies.emit({
      type: "dominantSpeaker",
      conference: this.id,
      endpoint: current,
      previous: [...this.#speaker.previous],
    });
    const message = this.#speakerMessage();
    for (const endpoint of this.#endpoints.values()) this.#tell(endpoint, message);
    this.#allocator.scheduleAll();
  }

  /** Every second: reports, who is there. */
  slowTick(now: number): void {
    for (const endpoint of this.#endpoints.values()) {
      sendReceiverReport(endpoint, now);
      this.#checkActivity(endpoint, now);
    }
    for (const stream of this.#sources.video)
      for (const layer of stream.layers) layer.history.release(now);
    for (const stream of this.#sources.audio) stream.history.release(now);
    this.#allocator.slowTick(now);
  }

  /** Every ten seconds: what each receiver's line is thought to carry. */
  statsTick(): void {
    for (const endpoint of this.#endpoints.values())
      if (endpoint.connected)
        this.#tell(endpoint, {
          colibriClass: "ConnectionStats",
          estimatedDownlinkBandwidth: Math.round(endpoint.estimator.bitrate),
        });
  }

  /** Everyone's layers have to be chosen again. */
  scheduleAllocation(): void {
    this.#allocator.scheduleAll();
  }

  onAudioLevel({ owner, voice }: AudioStream, level: number, now: number): boolean {
    this.#speaker.hear(owner.id, level, now);
    return this.#loudest.hear(voice, level, now);
  }

  onLayersChanged(stream: VideoStream): void {
    for (const { receiver } of stream.downstreams) receiver.allocationDue = true;
  }

  #markDominant(): void {
    for (const { owner, voice } of this.#sources.audio)
      voice.dominant = owner.id === this.#speaker.current;
  }

  #repeatKeyframeRequests(now: number): void {
    for (const stream of this.#sources.video)
      for (const { rewriter, receiver } of stream.downstreams)
        if (rewriter.waiting && receiver.connected) requestKeyframe(stream, rewriter.target, now);
  }

  #onPacket(endpoint: Endpoint, packet: Buffer): void {
    const now = performance.now();
    const { counters, forwarder, options, onPacket } = this.#dependencies;
    onPacket(now);
    endpoint.lastPacketAt = now;
    const loss = options.testLoss?.incoming ?? 0;
    const control = isRtcp(packet);
    if (loss > 0 && !control && Math.random() < loss) return;
    counters.packetsIn += 1;
    counters.bytesIn += packet.length;
    if (control) handleRtcp(this.#endpoints, forwarder, endpoint, packet, now);
    else forwarder.forward(this, endpoint, packet, now);
  }

  #onConnected(endpoint: Endpoint): void {
    this.#dependencies.emit({ type: "connected", conference: this.id, endpoint: endpoint.id });
    this.#allocator.scheduleAll();
  }

  #onFailed(endpoint: Endpoint, reason: string): void {
    if (endpoint.failed || this.#endpoints.get(endpoint.id) !== endpoint) return;
    endpoint.failed = true;
    this.#dependencies.emit({
      type: "failed",
      conference: this.id,
      endpoint: endpoint.id,
      reason,
    });
  }

  #onMessage(endpoint: Endpoint, message: ClientMessage): void {
    if (isConstraintMessage(message)) {
      endpoint.constraints = applyConstraintMessage(endpoint.constraints, message);
      if (message.colibriClass === "SelectedEndpointsChangedEvent") endpoint.sourceNames = false;
      this.#allocator.schedule(endpoint);
      return;
    }
    switch (message.colibriClass) {
      case "SourceVideoTypeMessage":
        endpoint.sourceNames = true;
        this.#setVideoType(endpoint, message.sourceName, message.videoType);
        return;
      case "VideoTypeMessage":
        endpoint.sourceNames = false;
        this.#setVideoType(endpoint, undefined, message.videoType);
        return;
      case "EndpointStats":
        this.#relayStats(endpoint, message);
        return;
      default:
    }
  }

  #setVideoType(endpoint: Endpoint, source: string | undefined, videoType: string): void {
    for (const stream of this.#sources.video) {
      if (stream.owner !== endpoint || (source !== undefined && stream.name !== source)) continue;
      stream.muted = videoType === "none";
      if (videoType !== "none") stream.desktop = videoType !== "camera";
    }
    this.#allocator.scheduleAll();
  }

  /** The signalling passes these on only in a large conference, where not everyone is to have them. */
  #relayStats(from: Endpoint, message: object): void {
    for (const endpoint of this.#endpoints.values()) {
      if (endpoint === from || !sees(endpoint, from)) continue;
      this.#tell(endpoint, { ...message, from: from.id });
    }
  }

  #checkActivity(endpoint: Endpoint, now: number): void {
    if (!endpoint.accepted || endpoint.failed) return;
    // Somebody who neither sends nor gets anything is silent by right.
    const expected = endpoint.incoming.size > 0 && endpoint.connected;
    const silent = now - endpoint.lastPacketAt;
    const active = !expected || silent < INACTIVE_MS;
    if (active !== endpoint.active) {
      endpoint.active = active;
      for (const other of this.#endpoints.values())
        if (other !== endpoint)
          this.#tell(other, {
            colibriClass: "EndpointConnectivityStatusChangeEvent",
            endpoint: endpoint.id,
            active: String(active),
          });
    }
    if (silent > FAILED_MS && (expected || !endpoint.connected))
      this.#onFailed(endpoint, `no packet for ${Math.round(silent / 1000)} s`);
  }

  #speakerMessage(): object {
    return {
      colibriClass: "DominantSpeakerEndpointChangeEvent",
      dominantSpeakerEndpoint: this.#speaker.current,
      previousSpeakers: [...this.#speaker.previous],
      silence: false,
    };
  }

  #tell(endpoint: Endpoint, message: object): void {
    if (!endpoint.channelOpen) return;
    this.#dependencies.emit({
      type: "bridgeMessage",
      conference: this.id,
      endpoint: endpoint.id,
      message,
    });
  }
}

function sees(receiver: Endpoint, sender: Endpoint): boolean {
  for (const { rewriter, stream } of receiver.downstreams.values())
    if (stream.owner === sender && rewriter.current >= 0) return true;
  return false;
}
