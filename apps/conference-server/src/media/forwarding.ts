import { DIGITAL_SILENCE } from "./audio/silence-gate.ts";
import { WIRE_OVERHEAD } from "./bandwidth/wire.ts";
import type { Counters } from "./counters.ts";
import type { Endpoint } from "./endpoint.ts";
import type { LoadShedder } from "./load/shedding.ts";
import { RTX_PAYLOAD_TYPES } from "./offer.ts";
import { writePictureLoss } from "./rtcp/write.ts";
import { inspectPayload, PayloadInfo } from "./rtp/codecs.ts";
import { parseRtp, readUint16, RtpHeader, writeUint16, writeUint32 } from "./rtp/packet.ts";
import { RTX_OVERHEAD, unwrapRtx, wrapRtx } from "./rtp/rtx.ts";
import type { IncomingLayer } from "./simulcast/layer.ts";
import { rewriteAgain } from "./simulcast/rewriter.ts";
import type { AudioStream, Downstream, Incoming, VideoStream } from "./streams.ts";

const MAXIMUM_PACKET = 2048;

/** Media payload type → its RTX payload type. */
const RTX_OF: ReadonlyMap<number, number> = new Map(
  [...RTX_PAYLOAD_TYPES].map(([rtx, media]) => [media, rtx]),
);

/** What the forwarding path needs of the conference around it. */
export interface ForwardingContext {
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** A microphone was heard. @returns whether it is passed on */
  onAudioLevel(stream: AudioStream, level: number, now: number): boolean;
  /** A layer began to be sent, or changed its size. */
  onLayersChanged(stream: VideoStream): void;
}

/**
 * The hot path: one packet in, up to as many out as there are receivers. The incoming buffer is
 * rewritten in place for each receiver in turn (the library copies on sending), so nothing is
 * allocated per receiver.
 */
export class Forwarder {
  readonly #header = new RtpHeader();
  readonly #info = new PayloadInfo();
  readonly #again = Buffer.allocUnsafeSlow(MAXIMUM_PACKET);
  readonly #empty = Buffer.allocUnsafeSlow(MAXIMUM_PACKET);
  readonly #wrapped = Buffer.allocUnsafeSlow(MAXIMUM_PACKET + RTX_OVERHEAD);
  readonly #counters: Counters;

  readonly #shedder: Pick<LoadShedder, "noteLag" | "flushing">;

  /** @param shedder is told of each packet how much later it came than the quickest of its stream */
  constructor(counters: Counters, shedder: Pick<LoadShedder, "noteLag" | "flushing">) {
    this.#counters = counters;
    this.#shedder = shedder;
  }

  /** Takes an RTP packet of `sender`. Its bytes are changed. @param now ms of a steady clock */
  forward(context: ForwardingContext, sender: Endpoint, packet: Buffer, now: number): void {
    const header = this.#header;
    if (!parseRtp(packet, header)) {
      this.#counters.packetsMalformed += 1;
      return;
    }
    if (header.transportCcOffset >= 0)
      sender.recorder.record(readUint16(packet, header.transportCcOffset), now);
    const incoming = sender.incoming.get(header.ssrc);
    if (incoming === undefined) {
      this.#counters.packetsUnknown += 1;
      return;
    }
    if (!maySend(sender, incoming)) {
      this.#counters.packetsForbidden += 1;
      return;
    }
    if (incoming.kind === "video")
      this.#forwardVideo(context, incoming.stream, incoming.layer, packet, now);
    else if (incoming.kind === "audio") this.#forwardAudio(context, incoming.stream, packet, now);
    else this.#forwardRepeated(context, incoming.stream, incoming.layer, packet, now);
  }

  /** Answers a receiver that misses packets, from what came in lately. */
  retransmit(downstream: Downstream, sequences: readonly number[], now: number): void {
    const { receiver, stream } = downstream;
    for (const sequence of sequences) {
      const sent = downstream.rewriter.find(sequence);
      if (sent === undefined) continue;
      const original = stream.layers[sent.layer]?.history.find(sent.incomingSequence);
      if (original === undefined) continue;
      original.copy(this.#again);
      const packet = this.#again.subarray(0, original.length);
      const header = this.#header;
      const info = this.#info;
      if (!parseRtp(packet, header)) continue;
      inspectPayload(packet, header.payloadOffset, header.payloadEnd, header.payloadType, info);
      rewriteAgain(packet, info, sent, sequence);
      writeUint32(packet, 8, stream.ssrc);
      this.#counters.retransmissions += 1;
      if (sent.void) {
        this.#sendEmpty(receiver, packet, now);
        continue;
      }
      const payloadType = RTX_OF.get(header.payloadType);
      if (stream.rtxSsrc === undefined || payloadType === undefined) {
        receiver.sendMedia(packet, header.transportCcOffset, now);
        continue;
      }
      downstream.rtxSequence = (downstream.rtxSequence + 1) & 0xffff;
      const length = wrapRtx(this.#wrapped, packet, header.payloadOffset, {
        ssrc: stream.rtxSsrc,
        payloadType,
        sequence: downstream.rtxSequence,
      });
      receiver.sendMedia(this.#wrapped.subarray(0, length), header.transportCcOffset, now);
    }
  }

  /** The same for sound, which is repeated as it was: it has no stream of its own for that. */
  retransmitAudio(
    receiver: Endpoint,
    stream: AudioStream,
    sequences: readonly number[],
    now: number,
  ): void {
    for (const sequence of sequences) {
      const original = stream.history.find(sequence);
      if (original === undefined) continue;
      original.copy(this.#again);
      const packet = this.#again.subarray(0, original.length);
      if (!parseRtp(packet, this.#header)) continue;
      this.#counters.retransmissions += 1;
      receiver.sendMedia(packet, this.#header.transportCcOffset, now);
    }
  }

  #forwardAudio(
    context: ForwardingContext,
    stream: AudioStream,
    packet: Buffer,
    now: number,
  ): void {
    const header = this.#header;
    if (header.payloadLength === 0) return;
    if (stream.nack.receive(header.sequence, now) === "duplicate") return;
    stream.reception.receive(header.sequence, header.timestamp, now);
    this.#shedder.noteLag(stream.reception.lagMs);
    const isHeard = header.audioLevel < 0 || context.onAudioLevel(stream, header.audioLevel, now);
    const wanted = isHeard && !this.#shedder.flushing;
    const sequence = stream.gate.pass(header.sequence, header.audioLevel, wanted);
    if (sequence < 0) return;
    if (header.audioLevel < DIGITAL_SILENCE) stream.heardAt = now;
    stream.rate.add(packet.length + WIRE_OVERHEAD, now);
    writeUint16(packet, 2, sequence);
    stream.history.store(sequence, packet, now);
    const offset = header.transportCcOffset;
    for (const receiver of context.endpoints.values()) {
      if (receiver !== stream.owner && receiver.connected) receiver.sendMedia(packet, offset, now);
    }
  }

  #forwardRepeated(
    context: ForwardingContext,
    stream: VideoStream,
    layer: IncomingLayer,
    packet: Buffer,
    now: number,
  ): void {
    const header = this.#header;
    const payloadType = RTX_PAYLOAD_TYPES.get(header.payloadType);
    if (payloadType === undefined) return;
    const original = unwrapRtx(packet, header, { ssrc: layer.ssrc, payloadType });
    if (original === undefined || !parseRtp(original, header)) return;
    // Senders probe the line with repetitions that nobody asked for.
    if (!layer.nack.isMissing(header.sequence)) return;
    this.#forwardVideo(context, stream, layer, original, now);
  }

  #forwardVideo(
    context: ForwardingContext,
    stream: VideoStream,
    layer: IncomingLayer,
    packet: Buffer,
    now: number,
  ): void {
    const header = this.#header;
    const info = this.#info;
    if (layer.nack.receive(header.sequence, now) === "duplicate") return;
    layer.reception.receive(header.sequence, header.timestamp, now);
    this.#shedder.noteLag(layer.reception.lagMs);
    if (header.payloadLength === 0) {
      for (const downstream of stream.downstreams)
        downstream.rewriter.skip(layer.index, header.sequence);
      return;
    }
    inspectPayload(packet, header.payloadOffset, header.payloadEnd, header.payloadType, info);
    const awoke = layer.receive(packet.length + WIRE_OVERHEAD, info.temporal, now);
    // Whoever sends is not muted, whichever message about it came late.
    if (awoke) stream.muted = false;
    if (info.height > 0 && info.height !== layer.height) {
      layer.height = info.height;
      context.onLayersChanged(stream);
    } else if (awoke) context.onLayersChanged(stream);
    layer.history.store(header.sequence, packet, now);

    const lowest = stream.layers[0];
    const alignment = info.keyframe && lowest !== undefined ? layer.alignmentTo(lowest) : undefined;
    writeUint32(packet, 8, stream.ssrc);
    const offset = header.transportCcOffset;
    for (const downstream of stream.downstreams) {
      if (!downstream.receiver.connected) continue;
      const { rewriter } = downstream;
      const verdict = rewriter.accept(layer.index, header, info, alignment, now);
      if (verdict === "leave") continue;
      rewriter.apply(packet, info);
      if (verdict === "send") downstream.receiver.sendMedia(packet, offset, now);
      else this.#sendEmpty(downstream.receiver, packet, now);
    }
  }

  /**
   * A packet whose number was kept while it was missing, and whose picture is left out: nothing but
   * the number is sent, so that the receiver does not ask for it.
   */
  #sendEmpty(receiver: Endpoint, packet: Buffer, now: number): void {
    const { payloadOffset, transportCcOffset } = this.#header;
    packet.copy(this.#empty, 0, 0, payloadOffset);
    // Neither padding nor the end of a picture.
    this.#empty[0] = (this.#empty[0] as number) & ~0x20;
    this.#empty[1] = (this.#empty[1] as number) & 0x7f;
    receiver.sendMedia(this.#empty.subarray(0, payloadOffset), transportCcOffset, now);
  }
}

function maySend({ rights }: Endpoint, { stream }: Incoming): boolean {
  if (stream.kind === "audio") return rights.audio;
  return stream.desktop ? rights.desktop : rights.video;
}

/** Asks the sender of a layer for a key picture, unless that was done a moment ago. */
export function requestKeyframe(stream: VideoStream, layerIndex: number, now: number): void {
  const layer = stream.layers[layerIndex];
  if (layer === undefined || !stream.owner.connected) return;
  if (layer.takeKeyframeRequest(now)) stream.owner.sendControl(writePictureLoss(layer.ssrc));
}
