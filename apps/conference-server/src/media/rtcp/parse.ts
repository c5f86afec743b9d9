import { readUint16, readUint32 } from "../rtp/packet.ts";

/** One report block of a sender or receiver report (RFC 3550 6.4.1). */
export interface ReportBlock {
  readonly ssrc: number;
  /** Share of packets lost since the last report, 0 … 1. */
  readonly fractionLost: number;
  /** Middle 32 bits of the NTP time of the last sender report seen, 0 for none. */
  readonly lastReport: number;
  /** Since that report, in seconds. */
  readonly delay: number;
}

/** What an RTCP compound holds, as far as the router acts on it. */
export type RtcpItem =
  | {
      readonly kind: "senderReport";
      readonly ssrc: number;
      readonly ntpHigh: number;
      readonly ntpLow: number;
      readonly rtpTimestamp: number;
      readonly packets: number;
      readonly octets: number;
    }
  | { readonly kind: "reports"; readonly blocks: readonly ReportBlock[] }
  | { readonly kind: "nack"; readonly ssrc: number; readonly sequences: readonly number[] }
  | { readonly kind: "pictureLoss"; readonly ssrc: number }
  | { readonly kind: "remb"; readonly bitrate: number }
  /** Transport-wide feedback, still to be decoded: `body` begins with the base sequence number. */
  | { readonly kind: "transportCc"; readonly body: Buffer };

const SENDER_REPORT = 200;
const RECEIVER_REPORT = 201;
const TRANSPORT_FEEDBACK = 205;
const PAYLOAD_FEEDBACK = 206;

/** Takes an RTCP compound apart; stops at the first part that is cut short. */
export function parseRtcp(packet: Buffer): RtcpItem[] {
  const items: RtcpItem[] = [];
  let at = 0;
  while (at + 4 <= packet.length) {
    const first = packet[at] as number;
    const length = (readUint16(packet, at + 2) + 1) * 4;
    if (first >> 6 !== 2 || at + length > packet.length) break;
    parsePart(packet.subarray(at, at + length), first & 0x1f, packet[at + 1] as number, items);
    at += length;
  }
  return items;
}

function parsePart(part: Buffer, count: number, type: number, items: RtcpItem[]): void {
  switch (type) {
    case SENDER_REPORT:
      if (part.length < 28) return;
      items.push({
        kind: "senderReport",
        ssrc: readUint32(part, 4),
        ntpHigh: readUint32(part, 8),
        ntpLow: readUint32(part, 12),
        rtpTimestamp: readUint32(part, 16),
        packets: readUint32(part, 20),
        octets: readUint32(part, 24),
      });
      pushReports(part, 28, count, items);
      return;
    case RECEIVER_REPORT:
      pushReports(part, 8, count, items);
      return;
    case TRANSPORT_FEEDBACK:
      if (part.length < 16) return;
      if (count === 1)
        items.push({ kind: "nack", ssrc: readUint32(part, 8), sequences: readNacks(part) });
      else if (count === 15) items.push({ kind: "transportCc", body: part.subarray(12) });
      return;
    case PAYLOAD_FEEDBACK:
      parsePayloadFeedback(part, count, items);
      return;
    default:
  }
}

function parsePayloadFeedback(part: Buffer, format: number, items: RtcpItem[]): void {
  if (part.length < 12) return;
  if (format === 1) items.push({ kind: "pictureLoss", ssrc: readUint32(part, 8) });
  else if (format === 4) {
    for (let at = 12; at + 8 <= part.length; at += 8)
      items.push({ kind: "pictureLoss", ssrc: readUint32(part, at) });
  } else if (format === 15 && part.length >= 20 && readUint32(part, 12) === 0x52_45_4d_42) {
    const exponent = (part[17] as number) >> 2;
    const mantissa = (((part[17] as number) & 0x03) << 16) | readUint16(part, 18);
    items.push({ kind: "remb", bitrate: mantissa * 2 ** exponent });
  }
}

function pushReports(part: Buffer, from: number, count: number, items: RtcpItem[]): void {
  const blocks: ReportBlock[] = [];
  for (let at = from, left = count; left > 0 && at + 24 <= part.length; at += 24, left -= 1) {
    blocks.push({
      ssrc: readUint32(part, at),
      fractionLost: (part[at + 4] as number) / 256,
      lastReport: readUint32(part, at + 16),
      delay: readUint32(part, at + 20) / 65_536,
    });
  }
  if (blocks.length > 0) items.push({ kind: "reports", blocks });
}

function readNacks(part: Buffer): number[] {
  const sequences: number[] = [];
  for (let at = 12; at + 4 <= part.length; at += 4) {
    const first = readUint16(part, at);
    const bits = readUint16(part, at + 2);
    sequences.push(first);
    for (let bit = 0; bit < 16; bit += 1)
      if ((bits & (1 << bit)) !== 0) sequences.push((first + bit + 1) & 0xffff);
  }
  return sequences;
}
