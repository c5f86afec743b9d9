import {
  type RtpHeader,
  readUint16,
  writePayloadType,
  writeUint16,
  writeUint32,
} from "./packet.ts";

/** Bytes that a repeated packet is longer than its original: the original sequence number. */
export const RTX_OVERHEAD = 2;

/**
 * Unwraps a retransmission (RFC 4588) in place: the header moves two bytes towards the payload, over
 * the original sequence number, and is written as that of the original.
 *
 * @param packet the RTX packet; its bytes are changed
 * @param header the packet as parsed
 * @returns the original packet (a view of `packet`), or undefined for one without payload (probing).
 */
export function unwrapRtx(
  packet: Buffer,
  header: RtpHeader,
  original: { readonly ssrc: number; readonly payloadType: number },
): Buffer | undefined {
  if (header.payloadLength <= RTX_OVERHEAD) return undefined;
  const sequence = readUint16(packet, header.payloadOffset);
  packet.copyWithin(RTX_OVERHEAD, 0, header.payloadOffset);
  // Padding belongs to the retransmission, not to what it carries.
  const unwrapped = packet.subarray(RTX_OVERHEAD, header.payloadEnd);
  unwrapped[0] = (unwrapped[0] as number) & ~0x20;
  writePayloadType(unwrapped, original.payloadType);
  writeUint16(unwrapped, 2, sequence);
  writeUint32(unwrapped, 8, original.ssrc);
  return unwrapped;
}

/**
 * Wraps a packet into a retransmission.
 *
 * @param target buffer to write into, at least {@link RTX_OVERHEAD} longer than the packet
 * @param payloadOffset length of the packet's header
 * @returns length of what was written.
 */
export function wrapRtx(
  target: Buffer,
  packet: Buffer,
  payloadOffset: number,
  rtx: { readonly ssrc: number; readonly payloadType: number; readonly sequence: number },
): number {
  packet.copy(target, 0, 0, payloadOffset);
  writeUint16(target, payloadOffset, readUint16(packet, 2));
  packet.copy(target, payloadOffset + RTX_OVERHEAD, payloadOffset);
  writePayloadType(target, rtx.payloadType);
  writeUint16(target, 2, rtx.sequence);
  writeUint32(target, 8, rtx.ssrc);
  return packet.length + RTX_OVERHEAD;
}
