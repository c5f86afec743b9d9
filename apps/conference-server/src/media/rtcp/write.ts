import { seqDelta } from "../rtp/sequence.ts";
import { writeUint16, writeUint32 } from "../rtp/packet.ts";

/** The SSRC under which the router itself reports; no source may have it. */
export const ROUTER_SSRC = 1;

function head(packet: Buffer, count: number, type: number): void {
  packet[0] = 0x80 | count;
  packet[1] = type;
  writeUint16(packet, 2, packet.length / 4 - 1);
}

/** Asks the sender of `mediaSsrc` for a key picture (RFC 4585 6.3.1). */
export function writePictureLoss(mediaSsrc: number): Buffer {
  const packet = Buffer.alloc(12);
  head(packet, 1, 206);
  writeUint32(packet, 4, ROUTER_SSRC);
  writeUint32(packet, 8, mediaSsrc);
  return packet;
}

/** Sequence numbers packed into pairs of first number and bit mask of the following 16 (RFC 4585). */
export function packNacks(sequences: readonly number[]): { first: number; bits: number }[] {
  const pairs: { first: number; bits: number }[] = [];
  for (const sequence of sequences) {
    const last = pairs.at(-1);
    const distance = last === undefined ? 0 : seqDelta(last.first, sequence);
    if (last !== undefined && distance >= 1 && distance <= 16) last.bits |= 1 << (distance - 1);
    else if (last === undefined || distance !== 0) pairs.push({ first: sequence, bits: 0 });
  }
  return pairs;
}

/** Asks for packets again. @param sequences in sending order */
export function writeNack(mediaSsrc: number, sequences: readonly number[]): Buffer {
  const pairs = packNacks(sequences);
  const packet = Buffer.alloc(12 + pairs.length * 4);
  head(packet, 1, 205);
  writeUint32(packet, 4, ROUTER_SSRC);
  writeUint32(packet, 8, mediaSsrc);
  for (const [index, pair] of pairs.entries()) {
    writeUint16(packet, 12 + index * 4, pair.first);
    writeUint16(packet, 14 + index * 4, pair.bits);
  }
  return packet;
}

/** A report block as it goes out; all numbers already in the units of the wire. */
export interface OutgoingReport {
  readonly ssrc: number;
  /** In 1/256. */
  readonly fractionLost: number;
  readonly totalLost: number;
  readonly highestSequence: number;
  readonly jitter: number;
  readonly lastReport: number;
  /** In 1/65536 s. */
  readonly delay: number;
}

/** A receiver report with up to 31 blocks. */
export function writeReceiverReport(reports: readonly OutgoingReport[]): Buffer {
  const used = reports.slice(0, 31);
  const packet = Buffer.alloc(8 + used.length * 24);
  head(packet, used.length, 201);
  writeUint32(packet, 4, ROUTER_SSRC);
  for (const [index, report] of used.entries()) {
    const at = 8 + index * 24;
    writeUint32(packet, at, report.ssrc);
    writeUint32(packet, at + 4, report.totalLost & 0xff_ffff);
    packet[at + 4] = Math.min(255, report.fractionLost);
    writeUint32(packet, at + 8, report.highestSequence);
    writeUint32(packet, at + 12, report.jitter);
    writeUint32(packet, at + 16, report.lastReport);
    writeUint32(packet, at + 20, report.delay);
  }
  return packet;
}

/** A sender report and the CNAME of its sender, as one compound. */
export function writeSenderReport(report: {
  readonly ssrc: number;
  readonly ntpHigh: number;
  readonly ntpLow: number;
  readonly rtpTimestamp: number;
  readonly packets: number;
  readonly octets: number;
  readonly cname: string;
}): Buffer {
  const name = Buffer.from(report.cname).subarray(0, 255);
  const description = 8 + Math.ceil((2 + name.length + 1) / 4) * 4;
  const packet = Buffer.alloc(28 + description);
  head(packet.subarray(0, 28), 0, 200);
  writeUint32(packet, 4, report.ssrc);
  writeUint32(packet, 8, report.ntpHigh);
  writeUint32(packet, 12, report.ntpLow);
  writeUint32(packet, 16, report.rtpTimestamp);
  writeUint32(packet, 20, report.packets);
  writeUint32(packet, 24, report.octets);
  head(packet.subarray(28), 1, 202);
  writeUint32(packet, 32, report.ssrc);
  packet[36] = 1;
  packet[37] = name.length;
  name.copy(packet, 38);
  return packet;
}
