import { ALL_TEMPORAL, type PayloadInfo } from "../rtp/codecs.ts";
import { type RtpHeader, readUint32, writeUint16, writeUint32 } from "../rtp/packet.ts";
import { seqDelta, timestampDelta } from "../rtp/sequence.ts";
import { type Epoch, type SentPacket, SentPackets } from "./sent-packets.ts";
import { TemporalLimit } from "./temporal-limit.ts";

const VIDEO_CLOCK_PER_MS = 90;
/** Numbers are kept for so many missing packets in a row at most. */
const MOST_MISSING = 2048;
/**
 * Where a layer began is remembered no further back than this: the distance of two sequence numbers
 * turns negative beyond half of their range.
 */
const FURTHEST = 0x2000;
const KEYFRAME_PATIENCE_MS = 3000;
/** A timestamp by sender reports may differ from the clock by this much before it is distrusted. */
const PLAUSIBLE_MS = 1000;

/** What becomes of a packet: `empty` has a number already and goes out without its payload. */
export type Verdict = "send" | "leave" | "empty";

/**
 * What one receiver sees of one video source: one SSRC, whose sequence numbers, timestamps and
 * picture ids go on without a seam while the router changes between simulcast layers below it and
 * leaves pictures of the upper temporal layers out.
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
  readonly #temporal = new TemporalLimit();
  #waitingSince = 0;
  #started = false;
  #epoch: Epoch = { layer: -1, timestamp: 0, tl0: 0 };
  /** While something is sent. */
  #sent: SentPackets | undefined;
  /** What is added to the incoming numbers; one less with each packet that is left out. */
  #offset = 0;
  /** What is added to the picture ids, 15 bits; one less with each picture that is left out. */
  #picture = 0;
  /** And to that of the packet accepted last. */
  #pictureNow = 0;
  /** Timestamp, as it came in, of the picture that was left out last. */
  #leftOut = -1;
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

  /** The highest temporal layer that is wanted. */
  get temporal(): number {
    return this.#temporal.target;
  }

  /** Waiting for a key picture of the wanted layer? */
  get waiting(): boolean {
    return this.#target >= 0 && this.#target !== this.current;
  }

  /**
   * Says what is wanted from now on. The layer changes at its next key picture, and −1 stops sending
   * at once; pictures of temporal layers above `temporal` are left out from the next one on, and
   * come back where that does no harm.
   *
   * @param now milliseconds of a steady clock
   */
  aim(layer: number, now: number, temporal = ALL_TEMPORAL): void {
    this.#temporal.target = temporal;
    if (layer === this.#target) return;
    this.#target = layer;
    this.#waitingSince = now;
    if (layer >= 0) return;
    this.current = -1;
    this.#sent = undefined;
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
  ): Verdict {
    const ahead = seqDelta(this.#newest, header.sequence);
    if (layer !== this.current) {
      if (layer !== this.#target || !this.#mayStart(info, now)) return "leave";
      this.#switchTo(layer, header, info, alignment, now);
    } else if (ahead < -MOST_MISSING && info.keyframe)
      // Not late: the sender has begun to number anew.
      this.#switchTo(layer, header, info, alignment, now);
    else if (ahead <= 0) return this.#acceptLate(header, info);
    this.#keepMissing(header.sequence);
    if (!this.#temporal.passes(header.sequence, info)) {
      this.#leaveOut(header);
      return "leave";
    }
    this.#newest = header.sequence;
    this.#lastSequence = (header.sequence + this.#offset) & 0xffff;
    this.#sent?.add(this.#lastSequence, header.sequence, this.#picture);
    this.#number(this.#lastSequence, header, this.#picture);
    this.#notePicture(info);
    this.#lastAt = now;
    this.#follow();
    return "send";
  }

  /** Writes the numbers of the accepted packet into it. */
  apply(packet: Buffer, info: PayloadInfo): void {
    writeUint16(packet, 2, this.sequence);
    writeUint32(packet, 4, this.timestamp);
    writePictureIds(packet, info, this.#pictureNow, this.#epoch.tl0);
  }

  /** A packet of the current layer that is not forwarded (padding): closes the gap in the numbers. */
  skip(layer: number, sequence: number): void {
    if (layer !== this.current || seqDelta(this.#newest, sequence) <= 0) return;
    this.#keepMissing(sequence);
    this.#newest = sequence;
    this.#offset = (this.#offset - 1) & 0xffff;
    this.#follow();
  }

  /**
   * Finds the packet that belongs under `sequence`, be it sent or (the first packet of a key picture
   * came late, and the rest before it) only due.
   */
  find(sequence: number): SentPacket | undefined {
    return this.#sent?.find(sequence);
  }

  /** One that others have overtaken: its number was kept for it, if it is wanted. */
  #acceptLate(header: RtpHeader, info: PayloadInfo): Verdict {
    const { sequence } = header;
    const sent = this.#sent;
    if (sent === undefined || seqDelta(this.#floor, sequence) < 0) return "leave";
    const number = sent.numberOf(sequence, (sequence + this.#offset) & 0xffff);
    const found = number < 0 ? undefined : sent.find(number);
    if (found === undefined) return "leave";
    const passes = this.#temporal.passedAt(sequence, info);
    if (!passes) sent.empty(number);
    this.#number(number, header, found.picture);
    // It may be all that there is of its picture.
    if (passes) this.#notePicture(info);
    return passes ? "send" : "empty";
  }

  #number(sequence: number, header: RtpHeader, picture: number): void {
    this.sequence = sequence;
    this.timestamp = (header.timestamp + this.#epoch.timestamp) >>> 0;
    this.#pictureNow = picture;
    this.packets += 1;
    this.octets += header.payloadLength;
  }

  #notePicture(info: PayloadInfo): void {
    if (this.packets > 1 && timestampDelta(this.#lastTimestamp, this.timestamp) <= 0) return;
    this.#lastTimestamp = this.timestamp;
    if (info.pictureIdOffset >= 0)
      this.#lastPictureId = (info.pictureId + this.#pictureNow) & 0x7fff;
    if (info.tl0Offset >= 0) this.#lastTl0 = (info.tl0 + this.#epoch.tl0) & 0xff;
  }

  /** Numbers are kept for packets that are missing before this one: they may still come. */
  #keepMissing(sequence: number): void {
    const missing = Math.min(MOST_MISSING, seqDelta(this.#newest, sequence) - 1);
    for (let back = missing; back >= 1; back -= 1) {
      const incoming = (sequence - back) & 0xffff;
      this.#sent?.add((incoming + this.#offset) & 0xffff, incoming, this.#picture);
    }
    this.#lastSequence = (sequence - 1 + this.#offset) & 0xffff;
  }

  #leaveOut({ sequence, timestamp }: RtpHeader): void {
    this.#newest = sequence;
    this.#offset = (this.#offset - 1) & 0xffff;
    if (timestamp !== this.#leftOut) this.#picture = (this.#picture - 1) & 0x7fff;
    this.#leftOut = timestamp;
    this.#follow();
  }

  /** Draws up what lies too far behind the newest packet. */
  #follow(): void {
    if (seqDelta(this.#floor, this.#newest) <= FURTHEST) return;
    this.#floor = (this.#newest - FURTHEST / 2) & 0xffff;
    this.#temporal.forgetBefore(this.#floor);
  }

  /** At a key picture; and when none was recognised for long, rather any picture than none. */
  #mayStart(info: PayloadInfo, now: number): boolean {
    if (info.keyframe) return true;
    const waited = this.current < 0 && now - this.#waitingSince > KEYFRAME_PATIENCE_MS;
    return waited && info.temporal === 0;
  }

  #switchTo(
    layer: number,
    header: RtpHeader,
    info: PayloadInfo,
    alignment: number | undefined,
    now: number,
  ): void {
    const { sequence } = header;
    const previous = this.#epoch;
    this.current = layer;
    this.#floor = sequence;
    this.#newest = (sequence - 1) & 0xffff;
    this.#leftOut = -1;
    this.#temporal.begin(sequence);
    this.#sent ??= new SentPackets();
    if (this.#started) {
      this.#offset = (this.#lastSequence + 1 - sequence) & 0xffff;
      this.#picture =
        info.pictureIdOffset < 0 ? 0 : (this.#lastPictureId + 1 - info.pictureId) & 0x7fff;
      this.#epoch = {
        layer,
        timestamp: this.#timestampOffset(previous, layer, header.timestamp, alignment, now),
        tl0: info.tl0Offset < 0 ? 0 : (this.#lastTl0 + 1 - info.tl0) & 0xff,
      };
    } else this.#epoch = { layer, timestamp: alignment ?? 0, tl0: 0 };
    this.#started = true;
    this.#sent.begin(this.#epoch);
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
}

/**
 * Writes the numbers that a packet had when it was first sent into the stored incoming packet.
 *
 * @param packet copy of the incoming packet
 * @param info its payload, inspected
 * @param sequence the number that it had
 */
export function rewriteAgain(
  packet: Buffer,
  info: PayloadInfo,
  { epoch, picture }: SentPacket,
  sequence: number,
): void {
  writeUint16(packet, 2, sequence);
  writeUint32(packet, 4, (readUint32(packet, 4) + epoch.timestamp) >>> 0);
  writePictureIds(packet, info, picture, epoch.tl0);
}

function writePictureIds(packet: Buffer, info: PayloadInfo, picture: number, tl0: number): void {
  if (info.pictureIdOffset >= 0) {
    const id = info.pictureId + picture;
    if (info.longPictureId) writeUint16(packet, info.pictureIdOffset, 0x8000 | (id & 0x7fff));
    else packet[info.pictureIdOffset] = id & 0x7f;
  }
  if (info.tl0Offset >= 0) packet[info.tl0Offset] = (info.tl0 + tl0) & 0xff;
}
