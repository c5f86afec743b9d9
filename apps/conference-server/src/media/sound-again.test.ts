import { describe, expect, it, vi } from "vitest";
import { Loudest } from "./audio/loudest.ts";
import { Counters } from "./counters.ts";
import { Endpoint } from "./endpoint.ts";
import { handleRtcp, sendFastFeedback } from "./feedback.ts";
import { Forwarder, type ForwardingContext } from "./forwarding.ts";
import { LoadShedder } from "./load/shedding.ts";
import type { Source } from "./protocol.ts";
import { parseRtcp } from "./rtcp/parse.ts";
import { writeNack } from "./rtcp/write.ts";
import { readUint16 } from "./rtp/packet.ts";
import { buildRtp } from "./rtp/test-packets.ts";
import { Sources } from "./sources.ts";

const OPTIONS = { port: 1, announcedAddresses: ["127.0.0.1"] };
const MICROPHONE: Source = {
  name: "a-a0",
  kind: "audio",
  ssrcs: [11],
  rtx: {},
  videoType: "none",
  muted: false,
};

/** Anna speaks, Ben listens. */
function scene() {
  const counters = new Counters();
  const anna = new Endpoint("a", OPTIONS, counters);
  const ben = new Endpoint("b", OPTIONS, counters);
  const endpoints = new Map([
    ["a", anna],
    ["b", ben],
  ]);
  for (const endpoint of endpoints.values()) {
    vi.spyOn(endpoint, "connected", "get").mockReturnValue(true);
  }
  const heard: number[] = [];
  vi.spyOn(ben, "sendMedia").mockImplementation((packet) => {
    heard.push(readUint16(packet, 2));
  });
  const asked: number[] = [];
  vi.spyOn(anna, "sendControl").mockImplementation((packet) => {
    for (const item of parseRtcp(packet)) if (item.kind === "nack") asked.push(...item.sequences);
  });
  new Sources(new Loudest()).replace(anna, [MICROPHONE], endpoints);
  let wanted = true;
  const context: ForwardingContext = {
    endpoints,
    onAudioLevel: () => wanted,
    onLayersChanged: () => undefined,
  };
  const shedder = new LoadShedder();
  const forwarder = new Forwarder(counters, shedder);
  return {
    shedder,
    heard,
    asked,
    speak: (sequences: readonly number[], now: number, loudEnough = true): void => {
      wanted = loudEnough;
      for (const sequence of sequences) {
        const packet = buildRtp({ ssrc: 11, sequence, audioLevel: 20, payload: Buffer.alloc(20) });
        forwarder.forward(context, anna, packet, now);
      }
    },
    misses: (
      who: "anna" | "ben",
      ssrc: number,
      sequences: readonly number[],
      now: number,
    ): void => {
      const from = who === "anna" ? anna : ben;
      handleRtcp(endpoints, forwarder, from, writeNack(ssrc, sequences), now);
    },
    pass: (now: number): void => {
      sendFastFeedback(anna, false, now);
    },
  };
}

describe("sound that waited until nobody should hear it", () => {
  it("is left out once, and listeners see a pause and no loss", () => {
    const { heard, speak, shedder } = scene();
    speak([1, 2], 0);
    shedder.tick({ lateMs: 36, floodedMs: 1200, now: 2000 });
    speak([3, 4, 5], 2000);
    expect(heard).toEqual([1, 2]);
    shedder.tick({ lateMs: 0, floodedMs: 0, now: 2005 });
    speak([6], 2010);
    expect(heard).toEqual([1, 2, 3]);
  });
});

describe("sound that got lost", () => {
  it("on the way to a listener is sent once more, under the number that the listener knows", () => {
    const { heard, speak, misses } = scene();
    speak([1, 2], 0);
    // One voice too many: left out, and the numbers close up.
    speak([3, 4], 40, false);
    speak([5], 80);
    expect(heard).toEqual([1, 2, 3]);
    misses("ben", 11, [2, 3], 100);
    expect(heard).toEqual([1, 2, 3, 2, 3]);
  });

  it.each([
    ["of a stream that there is not", "ben", 12, [1]],
    ["that was never sent", "ben", 11, [7]],
    ["of one's own", "anna", 11, [1]],
  ] as const)("%s is not sent", (_, who, ssrc, sequences) => {
    const { heard, speak, misses } = scene();
    speak([1, 2], 0);
    misses(who, ssrc, sequences, 20);
    expect(heard).toEqual([1, 2]);
  });

  it("on the way from the one who speaks is asked for, and passed on when it comes", () => {
    const { heard, asked, speak, pass } = scene();
    speak([1, 2, 4], 0);
    pass(20);
    expect(asked).toEqual([3]);
    speak([3], 60);
    expect(heard).toEqual([1, 2, 4, 3]);
    // A repetition of what has come is no second packet.
    speak([3], 61);
    expect(heard).toHaveLength(4);
  });

  it("is given up when half a second of later sound is there", () => {
    const { asked, speak, pass } = scene();
    speak([1, 3, ...Array.from({ length: 30 }, (_, n) => n + 4)], 0);
    pass(20);
    expect(asked).toEqual([]);
  });
});
