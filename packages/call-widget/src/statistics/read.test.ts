import { describe, expect, test } from "vitest";
import { type Counters, qualityOf, readSample, type Report } from "./read.ts";

const NONE: Counters = new Map();
const owners = new Map([
  ["t1", { participantId: "anna", kind: "audio" as const }],
  ["t2", { participantId: "anna", kind: "camera" as const }],
]);

function inbound(id: string, track: string, more: Report): Report {
  return { id, type: "inbound-rtp", trackIdentifier: track, timestamp: 0, ...more };
}

test.each([
  [0, 40, "good"],
  [0.019, 299, "good"],
  [0.02, 0, "fair"],
  [0, 300, "fair"],
  [0.08, 0, "poor"],
  [0, 600, "poor"],
])("%f lost and %i ms are %s", (loss, roundTrip, quality) => {
  expect(qualityOf(loss, roundTrip)).toBe(quality);
});

describe("what comes from somebody", () => {
  const first = [
    inbound("a", "t1", { bytesReceived: 1_000, packetsReceived: 100, packetsLost: 0 }),
    inbound("v", "t2", {
      bytesReceived: 10_000,
      packetsReceived: 500,
      packetsLost: 10,
      frameWidth: 1280,
      frameHeight: 720,
      framesPerSecond: 29.97,
      codecId: "c",
    }),
    { id: "c", type: "codec", mimeType: "video/VP8" },
  ];
  const second = [
    inbound("a", "t1", {
      timestamp: 2_000,
      bytesReceived: 9_000,
      packetsReceived: 200,
      packetsLost: 0,
    }),
    inbound("v", "t2", {
      timestamp: 2_000,
      bytesReceived: 260_000,
      packetsReceived: 590,
      packetsLost: 20,
    }),
  ];

  test("is measured from the second sample on", () => {
    const { people } = readSample(first, owners, NONE);
    expect(people["anna"]).toEqual({
      quality: "good",
      audio: { bitrate: 0, loss: 0 },
      camera: { bitrate: 0, loss: 0, width: 1280, height: 720, frames: 30, codec: "VP8" },
    });
  });

  test("is as good as the worse of sound and picture", () => {
    const { counters } = readSample(first, owners, NONE);
    const { people, own } = readSample(second, owners, counters);
    expect(people["anna"]).toEqual({
      quality: "poor",
      audio: { bitrate: 32_000, loss: 0 },
      camera: { bitrate: 1_000_000, loss: 0.1 },
    });
    expect(own.receiving).toBe(1_032_000);
  });

  test("that belongs to nobody, or of which too little came to tell, says nothing", () => {
    const few = [inbound("a", "t1", { timestamp: 2_000, packetsReceived: 105, packetsLost: 5 })];
    const { counters } = readSample(first, owners, NONE);
    expect(readSample(few, owners, counters).people["anna"]?.audio?.loss).toBe(0);
    expect(readSample(first, new Map(), NONE).people).toEqual({});
  });

  test("a counter that was set back, or nonsense, gives no negative figures", () => {
    const { counters } = readSample(second, owners, NONE);
    const back = [inbound("v", "t2", { timestamp: 4_000, bytesReceived: 5, packetsReceived: NaN })];
    expect(readSample(back, owners, counters).people["anna"]?.camera).toEqual({
      bitrate: 0,
      loss: 0,
    });
  });
});

function at(timestamp: number, bytes: number): readonly Report[] {
  return [
    { id: "t", type: "transport", selectedCandidatePairId: "p" },
    { id: "p", type: "candidate-pair", localCandidateId: "l", currentRoundTripTime: 0.042 },
    {
      id: "l",
      type: "local-candidate",
      candidateType: "relay",
      protocol: "udp",
      relayProtocol: "tcp",
    },
    {
      id: "o1",
      type: "outbound-rtp",
      kind: "video",
      timestamp,
      bytesSent: bytes,
      frameHeight: 180,
    },
    {
      id: "o2",
      type: "outbound-rtp",
      kind: "video",
      timestamp,
      bytesSent: bytes,
      frameHeight: 720,
    },
    { id: "r", type: "remote-inbound-rtp", fractionLost: 0.05 },
  ];
}

test("one's own line: way, round trip, what is sent in all layers, what the other end misses", () => {
  const { counters } = readSample(at(0, 0), owners, NONE);
  expect(readSample(at(2_000, 25_000), owners, counters).own).toEqual({
    quality: "fair",
    sending: 200_000,
    receiving: 0,
    lossUp: 0.05,
    lossDown: 0,
    roundTrip: 42,
    protocol: "TCP",
    relayed: true,
    video: { bitrate: 200_000, loss: 0, height: 720 },
  });
});
