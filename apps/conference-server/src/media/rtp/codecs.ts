import { PAYLOAD_TYPE } from "../offer.ts";
import { readUint16 } from "./packet.ts";

/** No picture is left out: temporal layers are numbered with two bits. */
export const ALL_TEMPORAL = 3;

/** What the router has to know of a video payload; reused from packet to packet. */
export class PayloadInfo {
  /** The packet begins a picture that needs no other. */
  keyframe = false;
  /** It begins a picture of any kind; only told for VP8. */
  begins = false;
  /** VP8's temporal layer; 0 where there are none or they cannot be left out. */
  temporal = 0;
  /** The picture needs none of its own or a higher temporal layer, only the lowest. */
  synchronises = false;
  /** Offset of the picture id from the packet's start, −1 without. */
  pictureIdOffset = -1;
  /** The picture id has 15 bits (else 7). */
  longPictureId = false;
  pictureId = 0;
  /** Offset of VP8's or VP9's TL0PICIDX, −1 without. */
  tl0Offset = -1;
  tl0 = 0;
  /** Height in pixels where the packet tells (VP8 key pictures), else 0. */
  height = 0;
}

/**
 * Looks into a video payload: is it the start of a key picture, and where are the numbers that must
 * be continuous for the receiver's decoder (VP8: RFC 7741, VP9: RFC 9628, H264: RFC 6184, AV1: the
 * AOM payload specification)? Works on end-to-end encrypted pictures too: the descriptors stay in the
 * clear.
 */
export function inspectPayload(
  packet: Buffer,
  offset: number,
  end: number,
  payloadType: number,
  out: PayloadInfo,
): void {
  out.keyframe = false;
  out.begins = false;
  out.temporal = 0;
  out.synchronises = false;
  out.pictureIdOffset = -1;
  out.tl0Offset = -1;
  out.height = 0;
  if (offset >= end) return;
  switch (payloadType) {
    case PAYLOAD_TYPE.vp8:
      inspectVp8(packet, offset, end, out);
      return;
    case PAYLOAD_TYPE.vp9:
      inspectVp9(packet, offset, end, out);
      return;
    case PAYLOAD_TYPE.h264:
      out.keyframe = isH264Keyframe(packet, offset, end);
      return;
    case PAYLOAD_TYPE.av1:
      // N: first packet of a new coded video sequence.
      out.keyframe = ((packet[offset] as number) & 0x08) !== 0;
      return;
    default:
  }
}

function readPictureId(packet: Buffer, at: number, out: PayloadInfo): number {
  out.pictureIdOffset = at;
  out.longPictureId = ((packet[at] as number) & 0x80) !== 0;
  out.pictureId = out.longPictureId
    ? readUint16(packet, at) & 0x7fff
    : (packet[at] as number) & 0x7f;
  return at + (out.longPictureId ? 2 : 1);
}

function readTemporal(byte: number, out: PayloadInfo): void {
  out.temporal = byte >> 6;
  out.synchronises = (byte & 0x20) !== 0;
}

function inspectVp8(packet: Buffer, offset: number, end: number, out: PayloadInfo): void {
  const first = packet[offset] as number;
  const begins = (first & 0x10) !== 0 && (first & 0x07) === 0;
  let at = offset + 1;
  if ((first & 0x80) !== 0) {
    const flags = packet[at] as number;
    at += 1;
    if ((flags & 0x80) !== 0) at = readPictureId(packet, at, out);
    if ((flags & 0x40) !== 0) {
      out.tl0Offset = at;
      out.tl0 = packet[at] as number;
      at += 1;
    }
    if ((flags & 0x30) !== 0) {
      if ((flags & 0x20) !== 0) readTemporal(packet[at] as number, out);
      at += 1;
    }
  }
  if (at > end) {
    out.pictureIdOffset = -1;
    out.tl0Offset = -1;
    out.temporal = 0;
    return;
  }
  out.begins = begins;
  if (!begins || at >= end || ((packet[at] as number) & 0x01) !== 0) return;
  out.keyframe = true;
  // Frame tag (3 bytes), start code 9d 01 2a, width, height (14 bits each, little endian).
  if (
    at + 10 <= end &&
    packet[at + 3] === 0x9d &&
    packet[at + 4] === 0x01 &&
    packet[at + 5] === 0x2a
  )
    out.height = ((packet[at + 8] as number) | ((packet[at + 9] as number) << 8)) & 0x3fff;
}

function inspectVp9(packet: Buffer, offset: number, end: number, out: PayloadInfo): void {
  const first = packet[offset] as number;
  let at = offset + 1;
  if ((first & 0x80) !== 0) at = readPictureId(packet, at, out);
  let spatial = 0;
  if ((first & 0x20) !== 0) {
    spatial = ((packet[at] as number) >> 1) & 0x07;
    at += 1;
    if ((first & 0x10) === 0) {
      out.tl0Offset = at;
      out.tl0 = packet[at] as number;
      at += 1;
    }
  }
  if (at > end) {
    out.pictureIdOffset = -1;
    out.tl0Offset = -1;
    return;
  }
  const predicted = (first & 0x40) !== 0;
  const begins = (first & 0x08) !== 0;
  out.keyframe = begins && !predicted && spatial === 0;
}

function isH264Keyframe(packet: Buffer, offset: number, end: number): boolean {
  const type = (packet[offset] as number) & 0x1f;
  if (type === 5 || type === 7) return true;
  if (type === 24) {
    let at = offset + 1;
    while (at + 2 < end) {
      const size = readUint16(packet, at);
      const inner = (packet[at + 2] as number) & 0x1f;
      if (inner === 5 || inner === 7) return true;
      at += 2 + size;
    }
    return false;
  }
  if (type === 28 && offset + 1 < end) {
    const fragment = packet[offset + 1] as number;
    const inner = fragment & 0x1f;
    return (fragment & 0x80) !== 0 && (inner === 5 || inner === 7);
  }
  return false;
}
