import { EXTENSION_ID, PAYLOAD_TYPE } from "../../apps/conference-server/src/media/offer.ts";
import { writeUint16, writeUint32 } from "../../apps/conference-server/src/media/rtp/packet.ts";
import type { SentStream, SpokenInTurns } from "./messages.ts";

/** The sending time (ns of the machine's steady clock) stands this far from the packet's end. */
export const TIMESTAMP_FROM_END = 8;
const VIDEO_BYTES = 1200;
const FRAMES_PER_SECOND = 30;
const KEYFRAME_EVERY = 30;
const AUDIO_BYTES = 120;
const AUDIO_PER_SECOND = 50;
const HEADER = 20;
const AUDIO_HEADER = 24;

/** Makes the packets of one stream at its own pace. */
export interface PacketSource {
  /** Packets per second. */
  readonly rate: number;
  /** The next packet, stamped with the present time; the buffer is used again for the one after. */
  next(): Buffer;
}

export function packetSource(stream: SentStream): PacketSource {
  return stream.kind === "video" ? new VideoSource(stream) : new AudioSource(stream);
}

/** A VP8 stream of even pictures. */
class VideoSource implements PacketSource {
  readonly rate: number;
  readonly #packet: Buffer;
  readonly #perFrame: number;
  readonly #height: number;
  #sequence = 0;
  #transport = 0;
  #index = 0;
  #frame = 0;

  constructor({ ssrc, bitsPerSecond, height }: Extract<SentStream, { kind: "video" }>) {
    const perFrame = bitsPerSecond / 8 / VIDEO_BYTES / FRAMES_PER_SECOND;
    this.#perFrame = Math.max(1, Math.round(perFrame));
    // A small layer has less than a full packet a picture.
    const bytes = Math.max(200, Math.round((VIDEO_BYTES * perFrame) / this.#perFrame));
    this.rate = bitsPerSecond / 8 / bytes;
    this.#height = height;
    this.#packet = Buffer.alloc(bytes);
    const packet = this.#packet;
    packet[0] = 0x90;
    writeUint32(packet, 8, ssrc);
    writeUint16(packet, 12, 0xbede);
    writeUint16(packet, 14, 1);
    packet[16] = (EXTENSION_ID.transportCc << 4) | 1;
  }

  next(): Buffer {
    const packet = this.#packet;
    const begins = this.#index === 0;
    const ends = this.#index === this.#perFrame - 1;
    const key = this.#frame % KEYFRAME_EVERY === 0;
    packet[1] = (ends ? 0x80 : 0) | PAYLOAD_TYPE.vp8;
    writeUint16(packet, 2, this.#sequence);
    writeUint32(packet, 4, this.#frame * (90_000 / FRAMES_PER_SECOND));
    writeUint16(packet, 17, this.#transport);
    // Payload descriptor with a picture id of 15 bits and TL0PICIDX, then the frame header.
    packet[HEADER] = 0x80 | (begins ? 0x10 : 0);
    packet[HEADER + 1] = 0xc0;
    writeUint16(packet, HEADER + 2, 0x8000 | (this.#frame & 0x7fff));
    packet[HEADER + 4] = this.#frame & 0xff;
    packet[HEADER + 5] = key ? 0 : 1;
    packet.set([0x9d, 0x01, 0x2a, 0, 0, this.#height & 0xff, this.#height >> 8], HEADER + 8);
    stamp(packet);
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

/** A microphone. */
class AudioSource implements PacketSource {
  readonly rate = AUDIO_PER_SECOND;
  readonly #packet = Buffer.alloc(AUDIO_BYTES);
  readonly #level: number | SpokenInTurns;
  #sequence = 0;
  #sent = 0;

  constructor({ ssrc, level }: Extract<SentStream, { kind: "audio" }>) {
    this.#level = level;
    const packet = this.#packet;
    packet[0] = 0x90;
    packet[1] = PAYLOAD_TYPE.opus;
    writeUint32(packet, 8, ssrc);
    writeUint16(packet, 12, 0xbede);
    writeUint16(packet, 14, 2);
    packet[16] = EXTENSION_ID.audioLevel << 4;
    packet[18] = (EXTENSION_ID.transportCc << 4) | 1;
    packet[AUDIO_HEADER] = 0x78;
  }

  next(): Buffer {
    const packet = this.#packet;
    writeUint16(packet, 2, this.#sequence);
    writeUint32(packet, 4, (this.#sequence * 960) >>> 0);
    writeUint16(packet, 19, this.#sequence);
    packet[17] = levelAt(this.#level, this.#sent / AUDIO_PER_SECOND);
    stamp(packet);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#sent += 1;
    return packet;
  }
}

function levelAt(level: number | SpokenInTurns, seconds: number): number {
  if (typeof level === "number") return level;
  const turn = Math.floor(seconds / level.turnSeconds) % level.people;
  return turn === level.place ? level.speaking : level.waiting;
}

function stamp(packet: Buffer): void {
  packet.writeBigUInt64BE(process.hrtime.bigint(), packet.length - TIMESTAMP_FROM_END);
}
