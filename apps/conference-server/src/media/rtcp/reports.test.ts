import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRtcp } from "./parse.ts";
import { ReceptionStatistics } from "./reception.ts";
import { writePictureLoss, writeReceiverReport, writeSenderReport } from "./write.ts";

describe("RTCP", () => {
  it("a sender report with its name is read back", () => {
    const report = {
      ssrc: 1234,
      ntpHigh: 0xdead_beef,
      ntpLow: 0x8000_0000,
      rtpTimestamp: 0xffff_0000,
      packets: 12,
      octets: 3456,
    };
    const packet = writeSenderReport({ ...report, cname: "56980b7a" });
    expect(packet.length % 4).toBe(0);
    expect(parseRtcp(packet)).toEqual([{ kind: "senderReport", ...report }]);
  });

  it("a request for a key picture is read back", () => {
    expect(parseRtcp(writePictureLoss(99))).toEqual([{ kind: "pictureLoss", ssrc: 99 }]);
  });

  it("a limit by the receiver is understood", () => {
    const remb = Buffer.from("8fce0005000000010000000052454d4201061a800000000a", "hex");
    expect(parseRtcp(remb)).toEqual([{ kind: "remb", bitrate: 0x2_1a80 * 2 }]);
  });

  it("no rubbish makes the reader throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(Array.isArray(parseRtcp(Buffer.from(bytes)))).toBe(true);
      }),
    );
  });
});

function lose(lost: (index: number) => boolean): ReceptionStatistics {
  const statistics = new ReceptionStatistics(5, 90_000);
  for (let index = 0; index < 1000; index += 1)
    if (!lost(index)) statistics.receive((65_000 + index) & 0xffff, index * 900, index * 10);
  return statistics;
}

describe("what a sender is told of its packets", () => {
  it.each([
    ["nothing lost", () => false, 0, 0],
    ["every tenth", (index: number) => index % 10 === 5, 25, 100],
    ["every second", (index: number) => index % 2 === 1, 127, 499],
  ])("%s", (_name, lost, fraction, total) => {
    const report = lose(lost).report(10_000);
    expect(report).toMatchObject({ ssrc: 5, totalLost: total });
    expect(Math.abs((report?.fractionLost ?? 0) - fraction)).toBeLessThanOrEqual(1);
  });

  it("and it is asked how long a round trip takes", () => {
    const statistics = lose(() => false);
    statistics.senderReport(0x1234_5678, 0x9abc_def0, 10_000);
    const report = statistics.report(10_500);
    expect(report).toMatchObject({ lastReport: 0x5678_9abc, delay: 32_768 });
    const [item] = parseRtcp(writeReceiverReport(report === undefined ? [] : [report]));
    expect(item).toMatchObject({
      kind: "reports",
      blocks: [{ ssrc: 5, lastReport: 0x5678_9abc, delay: 0.5 }],
    });
  });

  it("a packet that waited is told from one that did not", () => {
    const statistics = lose(() => false);
    expect(statistics.lagMs).toBeLessThan(1);
    statistics.receive(66_000 & 0xffff, 1000 * 900, 10_000 + 250);
    expect(statistics.lagMs).toBeCloseTo(250, 0);
    statistics.receive(66_001 & 0xffff, 1001 * 900, 10_010);
    expect(statistics.lagMs).toBeLessThan(1);
  });

  it("nothing before the first packet", () => {
    expect(new ReceptionStatistics(1, 90_000).report(0)).toBeUndefined();
  });
});
