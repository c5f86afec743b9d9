import { describe, expect, test } from "vitest";
import { Flow, type FlowCounts, isDead } from "./flow.ts";

const before: FlowCounts = { received: 900, sent: 800, checks: 20, answers: 20 };

test.each<[string, Partial<FlowCounts>, boolean]>([
  ["neither what was sent nor a check is acknowledged", { sent: 850, checks: 21 }, true],
  ["who sends gets receipts, and nobody speaks", { sent: 850, checks: 21, received: 910 }, false],
  ["a browser that counts no checks tells nothing", { sent: 850 }, false],
  ["who sends nothing has two checks unanswered", { checks: 22 }, true],
  ["one check may be on its way", { checks: 21, sent: 803 }, false],
  ["checks are answered", { sent: 850, checks: 23, answers: 23 }, false],
  ["all are muted and silent", {}, false],
])("a way on which nothing is heard: %s", (_story, change, dead) => {
  expect(isDead(before, { ...before, ...change })).toBe(dead);
});

/** A connection whose packets are counted by hand. */
class Line {
  heardAt = 1;
  asked = 0;
  counts = { ...before };
  getReceivers = () => [{ getSynchronizationSources: () => [{ timestamp: this.heardAt }] }];
  getStats = () => {
    this.asked += 1;
    const { received, sent, checks, answers } = this.counts;
    return Promise.resolve(
      new Map<string, object>([
        ["t", { type: "transport", packetsReceived: received, packetsSent: sent }],
        ["p", { type: "candidate-pair", requestsSent: checks, responsesReceived: answers }],
      ]),
    );
  };
}

function listen(flow: Flow, line: Line, at: number): Promise<boolean> {
  return flow.look(line as unknown as RTCPeerConnection, at);
}

describe("listening", () => {
  test("asks nothing of the browser while sound comes", async () => {
    const flow = new Flow();
    const line = new Line();
    for (let at = 0; at < 10_000; at += 500) {
      line.heardAt += 500;
      expect(await listen(flow, line, at)).toBe(false);
    }
    expect(line.asked).toBe(0);
  });

  test("notices at the first check that nobody answers, and at once that something does", async () => {
    const flow = new Flow();
    const line = new Line();
    const heard: [number, boolean][] = [];
    for (let at = 0; at <= 4_000; at += 500) {
      line.counts.sent += 25;
      if (at === 1_000) line.counts.checks += 1;
      if (at === 3_500) line.heardAt += 1;
      heard.push([at, await listen(flow, line, at)]);
    }
    expect(heard.find(([, dead]) => dead)?.[0]).toBe(1_500);
    expect(heard.filter(([at, dead]) => dead && at >= 3_500)).toEqual([]);
  });

  test("what it knew of one connection means nothing for the next", async () => {
    const flow = new Flow();
    const line = new Line();
    for (const at of [0, 500, 1_500, 2_500]) {
      line.counts.sent += 25;
      line.counts.checks += 1;
      await listen(flow, line, at);
    }
    expect(await listen(flow, line, 2_600)).toBe(true);
    expect(await listen(flow, new Line(), 3_100)).toBe(false);
  });

  test("a silent circle is asked about once a second, and not taken for dead", async () => {
    const flow = new Flow();
    const line = new Line();
    for (let at = 0; at < 20_000; at += 500) expect(await listen(flow, line, at)).toBe(false);
    expect(line.asked).toBeLessThanOrEqual(21);
  });
});
