import type { PayloadInfo } from "../rtp/codecs.ts";
import { type RtpHeader, readUint16, readUint32, writeUint16, writeUint32 } from "../rtp/packet.ts";
import { seqDelta, timestampDelta } from "../rtp/sequence.ts";

const VIDEO_CLOCK_PER_MS = 90;
/** Sent packets further back than this are not looked for. */
const OLDEST = 2048;
const EPOCHS = 16;
/**
 * Where a layer began is remembered no further back than this: the distance of two sequence numbers
 * turns negative beyond half of their range.
 */
const FURTHEST = 0x2000;
const KEYFRAME_PATIENCE_MS = 3000;
/** A timestamp by sender reports may differ from the clock by this much before it is distrusted. */
const PLAUSIBLE_MS = 1000;

/** The differences between one layer as it comes in and as one receiver sees it, since a switch. */
interface Epoch {
  readonly layer: number;
  /** Outgoing sequence number of its first packet: epochs follow each other without a gap. */
  start: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly pictureId: number;
  readonly tl0: number;
}

/** A sent packet, found again: which incoming one it was, and how it was rewritten. */
export interface SentPacket {
  readonly layer: number;
  readonly incomingSequence: number;
  readonly epoch: Epoch;
}

/**
 * What one receiver sees of one video source: one SSRC, whose sequence numbers, timestamps and
 * picture ids go on without a seam while the router changes between simulcast layers below it.
 */
export class LayerRewriter {
  /** The layer that is being sent, −1 before the first key picture or while paused. */
  current = -1;
  /** Numbers of the packet that {@link accept} let through last. */
  sequence = 0;
  timestamp = 0;
  packets = 0;
  octets = 0;

  #target = -1;
  #waitingSince = 0;
  #started = false;
  #epoch: Epoch = { layer: -1, start: 0, sequence: 0, timestamp: 0, pictureId: 0, tl0: 0 };
  /** Newest first. */
  #epochs: Epoch[] = [];
  /** Packets of the current layer before this one are not sent any more. */
  #floor = 0;
  #newest = 0;
  #lastSequence = 0;
  #lastTimestamp = 0;
  #lastPictureId = 0;
  #lastTl0 = 0;
  #lastAt = 0;

  /** The layer that is wanted, −1 for none. */
  get target(): number {
    return this.#target;
  }

  /** Waiting for a key picture of the wanted layer? */
  get waiting(): boolean {
    return this.#target >= 0 && this.#target !== this.current;
  }

  /**
   * Says which layer is wanted from now on; the change happens at its next key picture, and −1 stops
   * sending at once. @param now milliseconds of a steady clock
   */
  aim(layer: number, now: number): void {
    if (layer === this.#target) return;
    this.#target = layer;
    this.#waitingSince = now;
    if (layer < 0) this.current = -1;
  }

  /** Difference between outgoing and incoming timestamps of the current layer. */
  get timestampOffset(): number {
    return this.#epoch.timestamp;
  }

  /**
   * Decides whether a packet goes to this receiver and with which numbers; call {@link apply} next.
   *
   * @param layer index of the packet's layer
   * @param alignment what to add to the layer's timestamps to get those of the lowest layer
   *   (from sender reports), undefined while unknown
   * @param now milliseconds of a steady clock
   */
  accept(
    layer: number,
    header: RtpHeader,
    info: PayloadInfo,
    alignment: number | undefined,
    now: number,
  ): boolean {
    if (layer !== this.current) {
      if (layer !== this.#target || !this.#mayStart(info, now)) return false;
      this.#switchTo(layer, header, info, alignment, now);
    } else if (seqDelta(this.#floor, header.sequence) < 0) return false;

    const epoch = this.#epoch;
    this.sequence = (header.sequence + epoch.sequence) & 0xffff;
    this.timestamp = (header.timestamp + epoch.timestamp) >>> 0;
    const ahead = seqDelta(this.#lastSequence, this.sequence);
    if (!this.#started || ahead > 0) {
      this.#started = true;
      this.#newest = header.sequence;
      this.#lastSequence = this.sequence;
      this.#lastTimestamp = this.timestamp;
      this.#lastAt = now;
      if (info.pictureIdOffset >= 0)
        this.#lastPictureId = (info.pictureId + epoch.pictureId) & 0x7fff;
      if (info.tl0Offset >= 0) this.#lastTl0 = (info.tl0 + epoch.tl0) & 0xff;
      this.#follow();
    }
    this.packets += 1;
    this.octets += header.payloadLength;
    return true;
  }

  /** Draws up what lies too far behind the newest packet. */
  #follow(): void {
    if (seqDelta(this.#floor, this.#newest) > FURTHEST) {
      this.#floor = (this.#newest - FURTHEST / 2) & 0xffff;
    }
    if (seqDelta(this.#epoch.start, this.#lastSequence) > FURTHEST) {
      this.#epoch.start = (this.#lastSequence - FURTHEST / 2) & 0xffff;
      // Whatever is asked for belongs to the running epoch by now.
      this.#epochs = [this.#epoch];
    }
  }

  /** Writes the numbers of the accepted packet into it. */
  apply(packet: Buffer, info: PayloadInfo): void {
    writeUint16(packet, 2, this.sequence);
    writeUint32(packet, 4, this.timestamp);
    writePictureIds(packet, info, info.pictureId, info.tl0, this.#epoch);
  }

  /** A packet of the current layer that is not forwarded (padding): closes the gap in the numbers. */
  skip(layer: number, sequence: number): void {
    if (layer !== this.current || !this.#started) return;
    if (seqDelta(this.#newest, sequence) !== 1) return;
    this.#newest = sequence;
    this.#floor = (sequence + 1) & 0xffff;
    this.#beginEpoch({
      ...this.#epoch,
      start: (this.#lastSequence + 1) & 0xffff,
      sequence: (this.#epoch.sequence - 1) & 0xffff,
    });
  }

  /**
   * Finds the packet that belongs under `sequence`, be it sent or (the first packet of a key picture
   * came late, and the rest before it) only due.
   */
  find(sequence: number): SentPacket | undefined {
    const age = seqDelta(sequence, this.#lastSequence);
    if (!this.#started || age < 0 || age > OLDEST) return undefined;
    const epoch = this.#epochs.find(({ start }) => seqDelta(start, sequence) >= 0);
    if (epoch === undefined) return undefined;
    return { layer: epoch.layer, incomingSequence: (sequence - epoch.sequence) & 0xffff, epoch };
  }

  /** At a key picture; and when none was recognised for long, rather any picture than none. */
  #mayStart(info: PayloadInfo, now: number): boolean {
    return info.keyframe || (this.current < 0 && now - this.#waitingSince > KEYFRAME_PATIENCE_MS);
  }

  #switchTo(
    layer: number,
    header: RtpHeader,
    info: PayloadInfo,
    alignment: number | undefined,
    now: number,
  ): void {
    const previous = this.#epoch;
    this.current = layer;
    this.#floor = header.sequence;
    if (!this.#started) {
      this.#beginEpoch({
        layer,
        start: header.sequence,
        sequence: 0,
        timestamp: alignment ?? 0,
        pictureId: 0,
        tl0: 0,
      });
      this.#lastSequence = (header.sequence - 1) & 0xffff;
      return;
    }
    this.#beginEpoch({
      layer,
      start: (this.#lastSequence + 1) & 0xffff,
      sequence: (this.#lastSequence + 1 - header.sequence) & 0xffff,
      timestamp: this.#timestampOffset(previous, layer, header.timestamp, alignment, now),
      pictureId: info.pictureIdOffset < 0 ? 0 : (this.#lastPictureId + 1 - info.pictureId) & 0x7fff,
      tl0: info.tl0Offset < 0 ? 0 : (this.#lastTl0 + 1 - info.tl0) & 0xff,
    });
  }

  #timestampOffset(
    previous: Epoch,
    layer: number,
    timestamp: number,
    alignment: number | undefined,
    now: number,
  ): number {
    const elapsed = Math.max(1, Math.round((now - this.#lastAt) * VIDEO_CLOCK_PER_MS));
    const candidates = layer === previous.layer ? [previous.timestamp, alignment] : [alignment];
    for (const candidate of candidates) {
      if (candidate === undefined) continue;
      const step = timestampDelta(this.#lastTimestamp, (timestamp + candidate) >>> 0);
      if (step > 0 && Math.abs(step - elapsed) < PLAUSIBLE_MS * VIDEO_CLOCK_PER_MS)
        return candidate;
    }
    return (this.#lastTimestamp + elapsed - timestamp) | 0;
  }

  #beginEpoch(epoch: Epoch): void {
    this.#epoch = epoch;
    this.#epochs.unshift(epoch);
    if (this.#epochs.length > EPOCHS) this.#epochs.pop();
  }
}

/**
 * Writes the numbers that a packet had when it was first sent into the stored incoming packet.
 *
 * @param packet copy of the incoming packet
 * @param info its payload, inspected
 */
export function rewriteAgain(packet: Buffer, info: PayloadInfo, epoch: SentPacket["epoch"]): void {
  writeUint16(packet, 2, (readUint16(packet, 2) + epoch.sequence) & 0xffff);
  writeUint32(packet, 4, (readUint32(packet, 4) + epoch.timestamp) >>> 0);
  writePictureIds(packet, info, info.pictureId, info.tl0, epoch);
}

function writePictureIds(
  packet: Buffer,
  info: PayloadInfo,
  pictureId: number,
  tl0: number,
  epoch: Epoch,
): void {
  if (info.pictureIdOffset >= 0) {
    const id = pictureId + epoch.pictureId;
    if (info.longPictureId) writeUint16(packet, info.pictureIdOffset, 0x8000 | (id & 0x7fff));
    else packet[info.pictureIdOffset] = id & 0x7f;
  }
  if (info.tl0Offset >= 0) packet[info.tl0Offset] = (tl0 + epoch.tl0) & 0xff;
}
