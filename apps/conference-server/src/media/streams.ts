import { Voice } from "./audio/loudest.ts";
import { SilenceGate } from "./audio/silence-gate.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Source } from "./protocol.ts";
import { forwardedSource } from "./protocol.ts";
import { NackTracker } from "./rtcp/nack.ts";
import { ReceptionStatistics } from "./rtcp/reception.ts";
import { GoingRate } from "./rtp/going-rate.ts";
import { PacketHistory } from "./rtp/history.ts";
import { IncomingLayer } from "./simulcast/layer.ts";
import { LayerRewriter } from "./simulcast/rewriter.ts";

const OPUS_CLOCK = 48_000;
/** Packets of 20 ms after which a word that is missing would come too late. */
const AUDIO_OLDEST = 25;
const AUDIO_HISTORY_MS = 1_000;

/** A microphone as it comes in: forwarded to everyone else, save while it is muted. */
export class AudioStream {
  readonly kind = "audio";
  readonly name: string;
  readonly owner: Endpoint;
  readonly ssrc: number;
  readonly reception: ReceptionStatistics;
  readonly gate = new SilenceGate();
  readonly nack = new NackTracker(AUDIO_OLDEST);
  /** What was forwarded, by the numbers that it was forwarded with. */
  readonly history = new PacketHistory(AUDIO_HISTORY_MS);
  readonly voice = new Voice();
  /** Of what is forwarded of it. */
  readonly rate = new GoingRate();
  /** When a packet of it was last forwarded that was not silent; ms, steady clock. */
  heardAt = Number.NEGATIVE_INFINITY;

  constructor(owner: Endpoint, source: Source) {
    this.owner = owner;
    this.name = source.name;
    this.ssrc = forwardedSource(source).ssrc;
    this.reception = new ReceptionStatistics(this.ssrc, OPUS_CLOCK);
  }
}

/** A camera or screen as it comes in: one or more layers. */
export class VideoStream {
  readonly kind = "video";
  readonly name: string;
  readonly owner: Endpoint;
  /** The SSRC under which all receivers see it. */
  readonly ssrc: number;
  readonly rtxSsrc: number | undefined;
  readonly layers: readonly IncomingLayer[];
  desktop: boolean;
  muted: boolean;
  /** Everyone who may get it; kept as an array for the forwarding loop. */
  downstreams: Downstream[] = [];
  /** What the sender was told last, in pixels. */
  toldHeight: number | undefined;
  /** Since when less than that is wanted, ms; undefined when it is not. */
  lessWantedSince: number | undefined;

  constructor(owner: Endpoint, source: Source) {
    this.owner = owner;
    this.name = source.name;
    const seen = forwardedSource(source);
    this.ssrc = seen.ssrc;
    this.rtxSsrc = seen.rtxSsrc;
    this.layers = source.ssrcs.map((ssrc, index) => new IncomingLayer(ssrc, index));
    this.desktop = source.videoType === "desktop";
    this.muted = source.muted || source.videoType === "none";
  }

  /** Is there a picture, and may there be one? */
  get shown(): boolean {
    const { rights } = this.owner;
    return !this.muted && (this.desktop ? rights.desktop : rights.video);
  }

  /**
   * Layers that are sent just now, with their heights in pixels, lowest first: Chromium announces them
   * so, Firefox the other way round.
   *
   * @param now milliseconds of a steady clock
   */
  sentLayers(now: number): readonly { readonly layer: IncomingLayer; readonly height: number }[] {
    const single = this.layers.length === 1;
    return (
      this.layers
        // A shared screen that stands still sends next to nothing: one layer is always there.
        .filter((layer) => layer.isLive(now) || (single && layer.lastPacketAt > 0))
        .map((layer) => ({ layer, height: this.#heightOf(layer) }))
        .toSorted((left, right) => left.height - right.height)
    );
  }

  /** Guessed from its place while no key picture told it. */
  #heightOf(layer: IncomingLayer): number {
    if (layer.height > 0) return layer.height;
    return 720 / 2 ** (this.layers.length - 1 - layer.index);
  }
}

/** One video source on its way to one receiver. */
export class Downstream {
  readonly stream: VideoStream;
  readonly receiver: Endpoint;
  readonly rewriter = new LayerRewriter();
  rtxSequence = Math.floor(Math.random() * 0x8000);

  constructor(stream: VideoStream, receiver: Endpoint) {
    this.stream = stream;
    this.receiver = receiver;
  }
}

/** What an SSRC of an endpoint stands for. */
export type Incoming =
  | { readonly kind: "audio"; readonly stream: AudioStream }
  | { readonly kind: "video"; readonly stream: VideoStream; readonly layer: IncomingLayer }
  | { readonly kind: "rtx"; readonly stream: VideoStream; readonly layer: IncomingLayer };
