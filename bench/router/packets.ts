import { EXTENSION_ID, PAYLOAD_TYPE } from "../../apps/conference-server/src/media/offer.ts";
import { writeUint16, writeUint32 } from "../../apps/conference-server/src/media/rtp/packet.ts";

/** The sending time (ns of the machine's steady clock) stands this far from the packet's end. */
export const TIMESTAMP_FROM_END = 8;
const FRAMES_PER_SECOND = 30;
const KEYFRAME_EVERY = 60;
const HEADER = 20;

/** Makes the packets of a VP8 stream of even pictures; the buffer is reused from packet to packet. */
export class PacketSource {
  readonly #packet: Buffer;
  readonly #perFrame: number;
  #sequence = 0;
  #transport = 0;
  #index = 0;
  #frame = 0;

  constructor(ssrc: number, bitsPerSecond: number, packetBytes: number) {
    this.#packet = Buffer.alloc(packetBytes);
    const packet = this.#packet;
    packet[0] = 0x90;
    writeUint32(packet, 8, ssrc);
    writeUint16(packet, 12, 0xbede);
    writeUint16(packet, 14, 1);
    packet[16] = (EXTENSION_ID.transportCc << 4) | 1;
    this.#perFrame = Math.max(1, Math.round(bitsPerSecond / 8 / packetBytes / FRAMES_PER_SECOND));
  }

  /** The next packet, stamped with the present time. */
  next(): Buffer {
    const packet = this.#packet;
    const begins = this.#index === 0;
    const ends = this.#index === this.#perFrame - 1;
    const key = this.#frame % KEYFRAME_EVERY === 0;
    packet[1] = (ends ? 0x80 : 0) | PAYLOAD_TYPE.vp8;
    writeUint16(packet, 2, this.#sequence);
    writeUint32(packet, 4, this.#frame * (90_000 / FRAMES_PER_SECOND));
    writeUint16(packet, 17, this.#transport);
    // Payload descriptor with a picture id of 15 bits, then the frame tag.
    packet[HEADER] = 0x80 | (begins ? 0x10 : 0);
    packet[HEADER + 1] = 0x80;
    writeUint16(packet, HEADER + 2, 0x8000 | (this.#frame & 0x7fff));
    packet[HEADER + 4] = key ? 0 : 1;
    packet.writeBigUInt64BE(process.hrtime.bigint(), packet.length - TIMESTAMP_FROM_END);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#transport = (this.#transport + 1) & 0xffff;
    this.#index += 1;
    if (ends) {
      this.#index = 0;
      this.#frame += 1;
    }
    return packet;
  }
}
