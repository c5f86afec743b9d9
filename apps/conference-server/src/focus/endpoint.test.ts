import { describe, expect, it } from "vitest";
import type { Occupant } from "../muc/room.ts";
import { Endpoint } from "./endpoint.ts";

const endpoint = (): Endpoint => new Endpoint({} as Occupant);

describe("the pause before an endpoint is invited again", () => {
  it("is none at first, and doubles while nothing comes about", () => {
    const failing = endpoint();
    const delays = [0, 1_000, 2_000, 4_000, 8_000].map((at) => failing.nextDelay(100_000 + at));
    expect(delays).toEqual([0, 500, 1_000, 2_000, 4_000]);
  });

  it("is none again and again for somebody whose connection stands in between", () => {
    const travelling = endpoint();
    const delays = [0, 15_000, 30_000, 45_000].map((at) => {
      const delay = travelling.nextDelay(100_000 + at);
      travelling.connected(100_500 + at);
      return delay;
    });
    expect(delays).toEqual([0, 0, 0, 0]);
  });

  it("grows for a connection that comes about and breaks at once", () => {
    const flapping = endpoint();
    const delays = [0, 2_000, 4_000].map((at) => {
      const delay = flapping.nextDelay(100_000 + at);
      flapping.connected(100_500 + at);
      return delay;
    });
    expect(delays).toEqual([0, 500, 1_000]);
  });

  it("is forgotten after a minute", () => {
    const calm = endpoint();
    calm.nextDelay(100_000);
    calm.nextDelay(101_000);
    expect(calm.nextDelay(162_000)).toBe(0);
  });
});
