import { readUint16, writeUint16, writeUint32 } from "../rtp/packet.ts";
import { SequenceUnwrapper } from "../rtp/sequence.ts";
import { ROUTER_SSRC } from "./write.ts";

/** Resolution of the arrival times in the feedback: 250 µs. */
const TICK_MS = 0.25;
const REFERENCE_MS = 64;
/** More numbers than this in one feedback are cut off (a sender that jumps would cost memory). */
const MAXIMUM_STATUSES = 1000;

/**
 * Arrival times of the packets of one sender by transport-wide sequence number, from which its
 * feedback is written (draft-holmer-rmcat-transport-wide-cc-extensions-01).
 */
export class TransportCcRecorder {
  readonly #unwrapper = new SequenceUnwrapper();
  #arrivals = new Map<number, number>();
  #next: number | undefined;
  #feedbackCount = 0;

  /** @param now arrival in milliseconds of a steady clock */
  record(sequence: number, now: number): void {
    const extended = this.#unwrapper.unwrap(sequence);
    if (this.#next === undefined) this.#next = extended;
    if (extended < this.#next) {
      // Late, after its feedback was sent as lost: told again, as libwebrtc does.
      if (this.#next - extended > MAXIMUM_STATUSES) return;
      this.#next = extended;
    }
    if (!this.#arrivals.has(extended)) this.#arrivals.set(extended, now);
  }

  /** Packets waiting to be reported. */
  get pending(): number {
    return this.#arrivals.size;
  }

  /** The feedback for everything that came since the last call, or undefined when nothing did. */
  takeFeedback(mediaSsrc: number): Buffer | undefined {
    const from = this.#next;
    if (from === undefined || this.#arrivals.size === 0) return undefined;
    let to = from;
    for (const extended of this.#arrivals.keys()) if (extended > to) to = extended;
    const start = Math.max(from, to - MAXIMUM_STATUSES + 1);
    const times: (number | undefined)[] = [];
    for (let extended = start; extended <= to; extended += 1)
      times.push(this.#arrivals.get(extended));
    this.#arrivals = new Map();
    this.#next = to + 1;
    const feedback = encodeTransportCc({
      mediaSsrc,
      baseSequence: start & 0xffff,
      feedbackCount: this.#feedbackCount,
      times,
    });
    this.#feedbackCount = (this.#feedbackCount + 1) & 0xff;
    return feedback;
  }
}

/**
 * Writes one feedback packet.
 *
 * @param feedback.times arrival in milliseconds per number from the base on; undefined = not received
 */
export function encodeTransportCc(feedback: {
  readonly mediaSsrc: number;
  readonly baseSequence: number;
  readonly feedbackCount: number;
  readonly times: readonly (number | undefined)[];
}): Buffer {
  const { times } = feedback;
  const firstTime = times.find((time) => time !== undefined) ?? 0;
  const reference = Math.floor(firstTime / REFERENCE_MS);
  const symbols = new Uint8Array(times.length);
  const deltas: number[] = [];
  // Ticks are counted from the reference on, so that rounding does not add up.
  let lastTicks = 0;
  for (const [index, time] of times.entries()) {
    if (time === undefined) continue;
    const ticks = Math.round((time - reference * REFERENCE_MS) / TICK_MS);
    const delta = Math.max(-32_768, Math.min(32_767, ticks - lastTicks));
    lastTicks += delta;
    symbols[index] = delta >= 0 && delta <= 255 ? 1 : 2;
    deltas.push(delta);
  }
  const chunks = packStatuses(symbols);
  let deltaBytes = 0;
  for (const symbol of symbols) deltaBytes += symbol;
  const unpadded = 20 + chunks.length * 2 + deltaBytes;
  const length = Math.ceil(unpadded / 4) * 4;
  const packet = Buffer.alloc(length);
  packet[0] = 0x80 | 15 | (length > unpadded ? 0x20 : 0);
  packet[1] = 205;
  writeUint16(packet, 2, length / 4 - 1);
  writeUint32(packet, 4, ROUTER_SSRC);
  writeUint32(packet, 8, feedback.mediaSsrc);
  writeUint16(packet, 12, feedback.baseSequence);
  writeUint16(packet, 14, times.length);
  writeUint32(packet, 16, ((reference & 0xff_ffff) << 8) | feedback.feedbackCount);
  let at = 20;
  for (const chunk of chunks) {
    writeUint16(packet, at, chunk);
    at += 2;
  }
  let next = 0;
  for (const symbol of symbols) {
    if (symbol === 0) continue;
    const delta = deltas[next] as number;
    next += 1;
    if (symbol === 1) packet[at] = delta;
    else writeUint16(packet, at, delta & 0xffff);
    at += symbol;
  }
  if (length > unpadded) packet[length - 1] = length - unpadded;
  return packet;
}

/** Run-length chunks where 14 or more are alike, else two-bit vectors of seven. */
function packStatuses(symbols: Uint8Array): number[] {
  const chunks: number[] = [];
  let at = 0;
  while (at < symbols.length) {
    const symbol = symbols[at] as number;
    let run = 1;
    while (at + run < symbols.length && symbols[at + run] === symbol && run < 0x1fff) run += 1;
    if (run >= 7 || at + run === symbols.length) {
      chunks.push((symbol << 13) | run);
      at += run;
      continue;
    }
    let chunk = 0xc000;
    for (let index = 0; index < 7; index += 1)
      chunk |= (symbols[at + index] ?? 0) << (12 - index * 2);
    chunks.push(chunk);
    at += 7;
  }
  return chunks;
}

/** Called per packet of a feedback. @param time arrival in ms from an arbitrary zero, −1 = lost */
export type TransportCcVisitor = (sequence: number, time: number) => void;

/**
 * Reads the feedback of a receiver. Allocates nothing per packet.
 *
 * @param body from the base sequence number on
 * @returns false when the body is malformed (some packets may have been visited by then).
 */
export function decodeTransportCc(body: Buffer, visit: TransportCcVisitor): boolean {
  if (body.length < 8) return false;
  const base = readUint16(body, 0);
  const count = readUint16(body, 2);
  // 24 bits, signed.
  const reference =
    (((body[4] as number) << 24) | ((body[5] as number) << 16) | ((body[6] as number) << 8)) >> 8;
  const deltasAt = skipChunks(body, count);
  if (deltasAt < 0) return false;
  let deltaAt = deltasAt;
  let ticks = reference * (REFERENCE_MS / TICK_MS);
  let done = 0;
  for (let at = 8; done < count; at += 2) {
    const chunk = readUint16(body, at);
    const size = chunkSize(chunk);
    for (let index = 0; index < size && done < count; index += 1) {
      const symbol = symbolOf(chunk, index);
      const sequence = (base + done) & 0xffff;
      done += 1;
      if (symbol === 0) {
        visit(sequence, -1);
        continue;
      }
      if (deltaAt + symbol > body.length || symbol === 3) return false;
      ticks += symbol === 1 ? (body[deltaAt] as number) : (readUint16(body, deltaAt) << 16) >> 16;
      deltaAt += symbol;
      visit(sequence, ticks * TICK_MS);
    }
  }
  return true;
}

function chunkSize(chunk: number): number {
  if ((chunk & 0x8000) === 0) return chunk & 0x1fff;
  return (chunk & 0x4000) === 0 ? 14 : 7;
}

function symbolOf(chunk: number, index: number): number {
  if ((chunk & 0x8000) === 0) return (chunk >> 13) & 0x03;
  if ((chunk & 0x4000) === 0) return (chunk >> (13 - index)) & 0x01;
  return (chunk >> (12 - index * 2)) & 0x03;
}

function skipChunks(body: Buffer, count: number): number {
  let at = 8;
  let covered = 0;
  while (covered < count) {
    if (at + 2 > body.length) return -1;
    const size = chunkSize(readUint16(body, at));
    if (size === 0) return -1;
    covered += size;
    at += 2;
  }
  return at;
}
