import * as fc from "fast-check";
import { EXTENSION_ID } from "../offer.ts";
import { writeUint16, writeUint32 } from "./packet.ts";

/** An RTP packet to be built, for tests. */
export interface MadePacket {
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly audioLevel: number | undefined;
  readonly transportCc: number | undefined;
  readonly contributors: number;
  readonly padding: number;
  readonly payload: Uint8Array;
}

/** Any packet that a browser could send. */
export const rtpPacket: fc.Arbitrary<MadePacket> = fc.record({
  marker: fc.boolean(),
  payloadType: fc.integer({ min: 0, max: 63 }),
  sequence: fc.integer({ min: 0, max: 0xffff }),
  timestamp: fc.integer({ min: 0, max: 0xffff_ffff }),
  ssrc: fc.integer({ min: 1, max: 0xffff_ffff }),
  audioLevel: fc.option(fc.integer({ min: 0, max: 127 }), { nil: undefined }),
  transportCc: fc.option(fc.integer({ min: 0, max: 0xffff }), { nil: undefined }),
  contributors: fc.integer({ min: 0, max: 3 }),
  padding: fc.integer({ min: 0, max: 20 }),
  payload: fc.uint8Array({ minLength: 0, maxLength: 300 }),
});

/** Writes the bytes. */
export function buildRtp(made: Partial<MadePacket> & { readonly payload: Uint8Array }): Buffer {
  const elements: number[] = [];
  if (made.audioLevel !== undefined)
    elements.push((EXTENSION_ID.audioLevel << 4) | 0, made.audioLevel);
  if (made.transportCc !== undefined)
    elements.push(
      (EXTENSION_ID.transportCc << 4) | 1,
      made.transportCc >> 8,
      made.transportCc & 0xff,
    );
  while (elements.length % 4 !== 0) elements.push(0);
  const contributors = made.contributors ?? 0;
  const extension = elements.length === 0 ? 0 : 4 + elements.length;
  const padding = made.padding ?? 0;
  const offset = 12 + contributors * 4 + extension;
  const packet = Buffer.alloc(offset + made.payload.length + padding);
  packet[0] = 0x80 | contributors | (extension > 0 ? 0x10 : 0) | (padding > 0 ? 0x20 : 0);
  packet[1] = (made.marker === true ? 0x80 : 0) | (made.payloadType ?? 100);
  writeUint16(packet, 2, made.sequence ?? 0);
  writeUint32(packet, 4, made.timestamp ?? 0);
  writeUint32(packet, 8, made.ssrc ?? 1);
  if (extension > 0) {
    writeUint16(packet, 12 + contributors * 4, 0xbede);
    writeUint16(packet, 14 + contributors * 4, elements.length / 4);
    Buffer.from(elements).copy(packet, 16 + contributors * 4);
  }
  packet.set(made.payload, offset);
  if (padding > 0) packet[packet.length - 1] = padding;
  return packet;
}

/** The payload of one VP8 packet with a 15-bit picture id and TL0PICIDX. */
export function vp8Payload(picture: {
  readonly pictureId: number;
  readonly tl0?: number;
  /** Temporal layer; none where it is left out. */
  readonly temporal?: number;
  readonly synchronises?: boolean;
  readonly key: boolean;
  readonly begins?: boolean;
  readonly height?: number;
}): Buffer {
  const height = picture.height ?? 360;
  const begins = picture.begins ?? true;
  const frame = picture.key
    ? [0x10, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, height & 0xff, height >> 8, 1, 2, 3]
    : [0x11, 0, 0, 4, 5, 6];
  const temporal =
    picture.temporal === undefined
      ? []
      : [(picture.temporal << 6) | (picture.synchronises === true ? 0x20 : 0)];
  return Buffer.from([
    0x80 | (begins ? 0x10 : 0),
    0x80 | 0x40 | (temporal.length > 0 ? 0x20 : 0),
    0x80 | (picture.pictureId >> 8),
    picture.pictureId & 0xff,
    picture.tl0 ?? 0,
    ...temporal,
    ...frame,
  ]);
}
