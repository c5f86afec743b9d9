import type { RtpHeader } from "../../apps/conference-server/src/media/rtp/packet.ts";
import { SequenceUnwrapper } from "../../apps/conference-server/src/media/rtp/sequence.ts";
import type { ReceptionTotals } from "./messages.ts";
import { TIMESTAMP_FROM_END } from "./packets.ts";

/** One packet in so many is timed. */
const SAMPLE = 13;

interface Stream {
  readonly unwrapper: SequenceUnwrapper;
  first: number;
  highest: number;
  packets: number;
}

/** Counts what one endpoint receives while it is measured. */
export class Reception {
  #streams: Map<number, Stream> | undefined;
  #packets = 0;
  #latencies: number[] = [];

  start(): void {
    this.#streams = new Map();
    this.#packets = 0;
    this.#latencies = [];
  }

  take(header: RtpHeader, packet: Buffer): void {
    if (this.#streams === undefined) return;
    let stream = this.#streams.get(header.ssrc);
    if (stream === undefined) {
      stream = { unwrapper: new SequenceUnwrapper(), first: -1, highest: -1, packets: 0 };
      this.#streams.set(header.ssrc, stream);
    }
    const extended = stream.unwrapper.unwrap(header.sequence);
    if (stream.first < 0) stream.first = extended;
    if (extended > stream.highest) stream.highest = extended;
    stream.packets += 1;
    this.#packets += 1;
    if (this.#packets % SAMPLE !== 0) return;
    const sentAt = packet.readBigUInt64BE(packet.length - TIMESTAMP_FROM_END);
    this.#latencies.push(Number(process.hrtime.bigint() - sentAt) / 1e6);
  }

  stop(): ReceptionTotals {
    let lost = 0;
    for (const { first, highest, packets } of this.#streams?.values() ?? [])
      lost += Math.max(0, highest - first + 1 - packets);
    this.#streams = undefined;
    return { packets: this.#packets, lost, latencies: this.#latencies };
  }
}
