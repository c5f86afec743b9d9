import { EXTENSION_ID } from "../offer.ts";

const FIXED_HEADER = 12;
const ONE_BYTE_PROFILE = 0xbede;
const TWO_BYTE_PROFILE = 0x1000;

/** What a parsed RTP packet says; reused from packet to packet, so copy what must outlive the call. */
export class RtpHeader {
  payloadType = 0;
  marker = false;
  sequence = 0;
  timestamp = 0;
  ssrc = 0;
  /** Where the payload begins. */
  payloadOffset = 0;
  /** Where the payload ends, padding cut off. */
  payloadEnd = 0;
  /** Offset of the two bytes of the transport-wide sequence number, −1 without. */
  transportCcOffset = -1;
  /** Loudness in −dBov (0 loud … 127 silent), −1 where the packet says nothing. */
  audioLevel = -1;

  get payloadLength(): number {
    return this.payloadEnd - this.payloadOffset;
  }
}

/** RTP and RTCP share the port (RFC 5761): RTCP packet types lie in 192 … 223. */
export function isRtcp(packet: Uint8Array): boolean {
  const type = packet[1];
  return type !== undefined && type >= 192 && type <= 223;
}

/**
 * Reads the header of `packet` into `out`. Allocates nothing.
 *
 * @returns false when the packet is not RTP or is cut short.
 */
export function parseRtp(packet: Buffer, out: RtpHeader): boolean {
  const length = packet.length;
  if (length < FIXED_HEADER) return false;
  const first = packet[0] as number;
  if (first >> 6 !== 2) return false;
  const second = packet[1] as number;
  out.marker = (second & 0x80) !== 0;
  out.payloadType = second & 0x7f;
  out.sequence = ((packet[2] as number) << 8) | (packet[3] as number);
  out.timestamp = readUint32(packet, 4);
  out.ssrc = readUint32(packet, 8);
  out.transportCcOffset = -1;
  out.audioLevel = -1;

  let offset = FIXED_HEADER + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (offset + 4 > length) return false;
    const profile = ((packet[offset] as number) << 8) | (packet[offset + 1] as number);
    const words = ((packet[offset + 2] as number) << 8) | (packet[offset + 3] as number);
    const start = offset + 4;
    offset = start + words * 4;
    if (offset > length) return false;
    if (profile === ONE_BYTE_PROFILE) readOneByteExtensions(packet, start, offset, out);
    else if ((profile & 0xfff0) === TWO_BYTE_PROFILE)
      readTwoByteExtensions(packet, start, offset, out);
  }
  let end = length;
  if ((first & 0x20) !== 0) end -= packet[length - 1] as number;
  if (offset > length || end < offset) return false;
  out.payloadOffset = offset;
  out.payloadEnd = end;
  return true;
}

function readOneByteExtensions(packet: Buffer, start: number, end: number, out: RtpHeader): void {
  let at = start;
  while (at < end) {
    const head = packet[at] as number;
    if (head === 0) {
      at += 1;
      continue;
    }
    const id = head >> 4;
    if (id === 15) return;
    const size = (head & 0x0f) + 1;
    if (at + 1 + size > end) return;
    noteExtension(packet, id, at + 1, size, out);
    at += 1 + size;
  }
}

function readTwoByteExtensions(packet: Buffer, start: number, end: number, out: RtpHeader): void {
  let at = start;
  while (at + 1 < end) {
    const id = packet[at] as number;
    if (id === 0) {
      at += 1;
      continue;
    }
    const size = packet[at + 1] as number;
    if (at + 2 + size > end) return;
    noteExtension(packet, id, at + 2, size, out);
    at += 2 + size;
  }
}

function noteExtension(
  packet: Buffer,
  id: number,
  offset: number,
  size: number,
  out: RtpHeader,
): void {
  if (id === EXTENSION_ID.transportCc && size === 2) out.transportCcOffset = offset;
  else if (id === EXTENSION_ID.audioLevel && size >= 1)
    out.audioLevel = (packet[offset] as number) & 0x7f;
}

/** Big-endian unsigned 32-bit read without the bounds checks of `Buffer.readUInt32BE`. */
export function readUint32(packet: Uint8Array, at: number): number {
  return (
    (((packet[at] as number) << 24) |
      ((packet[at + 1] as number) << 16) |
      ((packet[at + 2] as number) << 8) |
      (packet[at + 3] as number)) >>>
    0
  );
}

/** Big-endian unsigned 16-bit read. */
export function readUint16(packet: Uint8Array, at: number): number {
  return ((packet[at] as number) << 8) | (packet[at + 1] as number);
}

/** Big-endian 32-bit write. */
export function writeUint32(packet: Uint8Array, at: number, value: number): void {
  packet[at] = value >>> 24;
  packet[at + 1] = value >>> 16;
  packet[at + 2] = value >>> 8;
  packet[at + 3] = value;
}

/** Big-endian 16-bit write. */
export function writeUint16(packet: Uint8Array, at: number, value: number): void {
  packet[at] = value >>> 8;
  packet[at + 1] = value;
}

/** Puts a payload type, keeping the marker bit. */
export function writePayloadType(packet: Uint8Array, payloadType: number): void {
  packet[1] = ((packet[1] as number) & 0x80) | payloadType;
}
