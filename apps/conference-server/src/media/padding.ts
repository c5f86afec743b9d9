import type { Endpoint } from "./endpoint.ts";
import { EXTENSION_ID, PAYLOAD_TYPE, RTX_PAYLOAD_TYPES } from "./offer.ts";
import { writeUint16, writeUint32 } from "./rtp/packet.ts";
import type { Downstream } from "./streams.ts";

const HEADER_BYTES = 20;
/** The last byte says how many there are (RFC 3550 5.1). */
const PADDING_BYTES = 255;
const TRANSPORT_CC_OFFSET = 17;

const packet = makePacket();

function makePacket(): Buffer {
  const made = Buffer.alloc(HEADER_BYTES + PADDING_BYTES);
  const rtx = [...RTX_PAYLOAD_TYPES].find(([, media]) => media === PAYLOAD_TYPE.vp8);
  // Version 2, padding, extension.
  made[0] = 0xb0;
  made[1] = rtx?.[0] ?? 0;
  writeUint16(made, 12, 0xbede);
  writeUint16(made, 14, 1);
  made[16] = (EXTENSION_ID.transportCc << 4) | 1;
  made[made.length - 1] = PADDING_BYTES;
  return made;
}

/**
 * Fills a receiver's line with packets that hold nothing but padding, as repetitions of a picture
 * that it gets or could get: browsers report when they came and throw them away.
 *
 * @param bytes how much; rounded up to whole packets
 * @param now milliseconds of a steady clock
 * @returns false where there is no source whose repetitions could be used
 */
export function sendPadding(receiver: Endpoint, bytes: number, now: number): boolean {
  const downstream = repeatable(receiver);
  if (downstream?.stream.rtxSsrc === undefined) return false;
  writeUint32(packet, 8, downstream.stream.rtxSsrc);
  writeUint32(packet, 4, downstream.rewriter.timestamp);
  for (let left = bytes; left > 0; left -= packet.length) {
    downstream.rtxSequence = (downstream.rtxSequence + 1) & 0xffff;
    writeUint16(packet, 2, downstream.rtxSequence);
    receiver.sendMedia(packet, TRANSPORT_CC_OFFSET, now);
  }
  return true;
}

function repeatable(receiver: Endpoint): Downstream | undefined {
  let found: Downstream | undefined;
  for (const downstream of receiver.downstreams.values()) {
    if (downstream.stream.rtxSsrc === undefined) continue;
    if (downstream.rewriter.current >= 0) return downstream;
    found ??= downstream;
  }
  return found;
}
