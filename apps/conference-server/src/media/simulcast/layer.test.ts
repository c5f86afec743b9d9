import { describe, expect, it } from "vitest";
import { IncomingLayer } from "./layer.ts";

describe("a layer", () => {
  it("lives for a second and a half after its last packet", () => {
    const layer = new IncomingLayer(1, 0);
    expect(layer.isLive(0)).toBe(false);
    expect(layer.receive(1000, 0, 0)).toBe(true);
    expect(layer.receive(1000, 0, 1400)).toBe(false);
    expect(layer.isLive(2900)).toBe(true);
    expect(layer.isLive(2901)).toBe(false);
    expect(layer.receive(1000, 0, 3000)).toBe(true);
  });

  it("knows its bitrate after a second", () => {
    const layer = new IncomingLayer(1, 0);
    for (let now = 0; now <= 1000; now += 10) layer.receive(1250, 0, now);
    expect(layer.bitrate).toBeCloseTo(1_010_000, -4);
  });

  it("costs what is usual before it was measured, then the most of late", () => {
    const layer = new IncomingLayer(1, 0);
    expect(layer.price(180, false)).toBe(150_000);
    expect(layer.price(1080, false)).toBe(2_500_000);
    expect(layer.price(1080, true)).toBe(500_000);
    for (let now = 0; now <= 1000; now += 10) layer.receive(1250, 0, now);
    const busy = layer.price(180, false);
    expect(busy).toBeCloseTo(1_010_000, -4);
    for (let now = 1500; now <= 2500; now += 500) layer.receive(100, 0, now);
    expect(layer.price(180, false)).toBeGreaterThan(0.7 * busy);
    for (let now = 3000; now <= 30_000; now += 500) layer.receive(100, 0, now);
    expect(layer.price(180, false)).toBeLessThan(0.1 * busy);
  });

  it("knows what its temporal layers take", () => {
    const layer = new IncomingLayer(1, 0);
    expect(layer.options).toEqual([{ temporal: 3, share: 1 }]);
    for (let picture = 0; picture < 60; picture += 1)
      layer.receive(picture % 4 === 0 ? 1600 : 800, [0, 2, 1, 2][picture % 4] ?? 0, picture * 33);
    expect(layer.options.map(({ temporal }) => temporal)).toEqual([0, 1, 3]);
    expect(layer.options[0]?.share).toBeCloseTo(0.4, 1);
    expect(layer.options[1]?.share).toBeCloseTo(0.6, 1);
    for (let picture = 60; picture < 1000; picture += 1) layer.receive(800, 0, picture * 33);
    expect(layer.options).toEqual([{ temporal: 3, share: 1 }]);
  });

  it("is asked for a key picture every 300 ms at most", () => {
    const layer = new IncomingLayer(1, 0);
    const asked = [0, 100, 299, 300, 500, 601].filter((now) => layer.takeKeyframeRequest(now));
    expect(asked).toEqual([0, 300, 601]);
  });

  it("is aligned with another by what both say of the clock on the wall", () => {
    const low = new IncomingLayer(1, 0);
    const high = new IncomingLayer(2, 1);
    expect(high.alignmentTo(low)).toBeUndefined();
    expect(low.alignmentTo(low)).toBe(0);
    low.senderReport(1000, 0, 90_000, 0);
    high.senderReport(1000, 2 ** 31, 500_000, 0);
    // Half a second later the low layer stands at 135,000.
    expect(high.alignmentTo(low)).toBe(135_000 - 500_000);
  });
});
