import { describe, expect, it } from "vitest";
import { encodeTransportCc } from "../rtcp/transport-cc.ts";
import { DownlinkEstimator } from "./estimator.ts";

interface Line {
  /** Bit/s. */
  readonly capacity: number;
  readonly loss?: number;
}

/** A line with a queue of 300 ms: sends at `rate` for `seconds` and feeds back every 100 ms. */
class Simulation {
  readonly estimator: DownlinkEstimator;
  #now = 1000;
  #queueFreeAt = 0;
  #random = 12_345;

  constructor(start: number) {
    this.estimator = new DownlinkEstimator(start);
  }

  run(seconds: number, line: Line, rate: () => number): number {
    const bytes = 1200;
    const end = this.#now + seconds * 1000;
    let nextSend = this.#now;
    let times: (number | undefined)[] = [];
    let base = -1;
    for (; this.#now < end; this.#now += 1) {
      while (nextSend <= this.#now) {
        const sequence = this.estimator.nextSequence(bytes, nextSend);
        if (base < 0) base = sequence;
        times.push(this.#carry(nextSend, bytes, line));
        nextSend += (bytes * 8000) / rate();
      }
      if (this.#now % 100 !== 0 || times.length === 0) continue;
      const packet = encodeTransportCc({
        mediaSsrc: 1,
        baseSequence: base,
        feedbackCount: 0,
        times,
      });
      this.estimator.feedback(packet.subarray(12), this.#now + 20);
      times = [];
      base = -1;
    }
    return this.estimator.bitrate;
  }

  #carry(sentAt: number, bytes: number, line: Line): number | undefined {
    this.#random = (this.#random * 1_103_515_245 + 12_345) & 0x7fff_ffff;
    if (this.#random / 0x7fff_ffff < (line.loss ?? 0)) return undefined;
    const startAt = Math.max(sentAt, this.#queueFreeAt);
    if (startAt - sentAt > 300) return undefined;
    this.#queueFreeAt = startAt + (bytes * 8000) / line.capacity;
    return this.#queueFreeAt + 10;
  }
}

describe("the estimate of a receiver's line", () => {
  it("stays at the start value while little is sent and nothing is wrong", () => {
    const simulation = new Simulation(2_500_000);
    expect(simulation.run(20, { capacity: 20e6 }, () => 200_000)).toBe(2_500_000);
  });

  it("grows with what arrives", () => {
    const simulation = new Simulation(2_500_000);
    const { estimator } = simulation;
    expect(simulation.run(20, { capacity: 50e6 }, () => estimator.bitrate)).toBeGreaterThan(5e6);
  });

  it("comes down to a narrow line within seconds and about holds it", () => {
    const simulation = new Simulation(2_500_000);
    const { estimator } = simulation;
    expect(simulation.run(6, { capacity: 800_000 }, () => estimator.bitrate)).toBeLessThan(950_000);
    const later = simulation.run(30, { capacity: 800_000 }, () => estimator.bitrate);
    expect(later).toBeLessThan(1_000_000);
    expect(later).toBeGreaterThan(400_000);
  });

  it("comes back when the line gets wider", () => {
    const simulation = new Simulation(2_500_000);
    const { estimator } = simulation;
    // Nobody tries it out here.
    estimator.setProbable(false);
    simulation.run(10, { capacity: 500_000 }, () => estimator.bitrate);
    expect(simulation.run(30, { capacity: 10e6 }, () => estimator.bitrate)).toBeGreaterThan(1.5e6);
  });

  it.each([
    ["5 %: bad radio, no reason to send less", 0.05, 2_000_000, 4_000_000],
    ["30 %: too much", 0.3, 50_000, 700_000],
  ])("loss of %s", (_name, loss, least, most) => {
    const simulation = new Simulation(2_500_000);
    const bitrate = simulation.run(15, { capacity: 50e6, loss }, () => 1_500_000);
    expect(bitrate).toBeGreaterThanOrEqual(least);
    expect(bitrate).toBeLessThanOrEqual(most);
  });

  it("is never above what the receiver allows", () => {
    const estimator = new DownlinkEstimator(2_500_000);
    estimator.limit(300_000);
    expect(estimator.bitrate).toBe(300_000);
  });
});
