import { describe, expect, it } from "vitest";
import { ProbeCluster } from "./probe.ts";

const BYTES = 275;

/** A probe of 100 ms at `rate` over a line of `capacity`, packets chosen by `arrives`. */
function probe(
  rate: number,
  capacity: number,
  change: (arrived: number, index: number) => number = (arrived) => arrived,
  inherentLoss = 0,
): ReturnType<ProbeCluster["outcome"]> {
  const cluster = new ProbeCluster(1000, rate);
  const passages: { sent: number; arrived: number }[] = [];
  let freeAt = 0;
  for (let at = 0; at < 100; at += 25) {
    for (let left = (rate * (at === 0 ? 5 : 25)) / 8000; left > 0; left -= BYTES) {
      cluster.send();
      freeAt = Math.max(freeAt, 1000 + at) + (BYTES * 8000) / capacity;
      passages.push({ sent: 1000 + at, arrived: change(freeAt + 40, passages.length) });
    }
  }
  cluster.end(1100);
  expect(cluster.outcome(1150, inherentLoss)).toBeUndefined();
  for (const { sent, arrived } of passages) cluster.add(BYTES, sent, arrived);
  return cluster.outcome(1200, inherentLoss);
}

function everyThirdLost(arrived: number, index: number): number {
  return index % 3 === 0 ? -1 : arrived;
}

describe("a probe", () => {
  it("is carried by a line that is wide enough", () => {
    const outcome = probe(2e6, 10e6);
    expect(outcome?.carried).toBe(true);
    expect(outcome?.bitrate).toBeGreaterThan(1.8e6);
    expect(outcome?.bitrate).toBeLessThan(2.2e6);
  });

  it("shows what a narrow one carries", () => {
    const outcome = probe(2e6, 800_000);
    expect(outcome?.carried).toBe(false);
    expect(outcome?.bitrate).toBeGreaterThan(700_000);
    expect(outcome?.bitrate).toBeLessThan(900_000);
  });

  it("does not mind a moment in which nothing is taken in", () => {
    expect(probe(2e6, 10e6, (arrived) => (arrived < 1080 ? 1080 : arrived))?.carried).toBe(true);
  });

  it("minds loss, save for what is usual", () => {
    expect(probe(2e6, 10e6, everyThirdLost)?.carried).toBe(false);
    expect(probe(2e6, 10e6, everyThirdLost, 0.25)?.carried).toBe(true);
  });

  it("that nobody answers says nothing, after a while", () => {
    const cluster = new ProbeCluster(0, 1e6);
    cluster.send();
    cluster.end(100);
    expect(cluster.outcome(1000, 0)).toBeUndefined();
    expect(cluster.outcome(2200, 0)).toMatchObject({ carried: false, bitrate: 0 });
  });
});
